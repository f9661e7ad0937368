"""The browser studio's side of the wire: a sitting begins, its recorder's bytes come numbered, it ends.

`POST /streams/<stream>/studio` `{"mime": ...}` begins one and returns `{"sitting": ..., "token": ...}`. The token goes
into `Authorization: Bearer` of what follows: `PUT .../studio/<sitting>/<number>` and `POST .../studio/<sitting>/end`.
A number may come again; 409 `{"restart": true}` asks for a new sitting, 429 and 5xx to send the same again later.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from everfair.kernel.access import permission
from everfair.kernel.ids import new_public_id
from everfair.live.domain.publishing import admit_person
from everfair.live.ingest.spool import STOPPED, STUDIO, Beginning, Sitting, begin_sitting
from everfair.live.ingest.spool_errors import BadContainer, BadSitting
from everfair.live.places import StreamPlace
from everfair.live.views.ingest_answers import bearer_of, length_of, plain_refusals

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.live.views.desk_entry import Desk

MOST_BYTES = 4 << 20
_LONGEST_SHOW = 24 * 3600
_SALT = "everfair.live.sitting"
_CONTAINERS = re.compile(r"(video/(mp4|webm|x-matroska)|audio/(mp4|webm))(;\s?codecs=\"?[A-Za-z0-9., ]{1,60}\"?)?\Z")


@plain_refusals
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a sitting of who runs the stream; the door to it is the studio's page."""
    person = desk.runner.person
    if person is None:
        raise BadSitting
    admission = admit_person(desk.stream, person=person, grants=desk.runner.grants, members=desk.runner.members)
    place = StreamPlace(settings.LIVE_ROOT, desk.stream.public_id)
    beginning = Beginning(admission, _container(request), person.public_id)
    sitting = begin_sitting(place, new_public_id(), beginning)
    token = signing.dumps([desk.stream.public_id, sitting.public_id], salt=_SALT)
    return JsonResponse({"sitting": sitting.public_id, "token": token}, status=201)


@csrf_exempt  # the token is in a header, which no other site can set
@require_http_methods(["PUT"])
@permission("live.send_sitting", public=True)
@plain_refusals
def keep_part(request: HttpRequest, stream: str, *, sitting: str, number: int) -> HttpResponse:
    """Keep a numbered part; whoever has the sitting's token may send."""
    found = _sitting(request, stream, sitting)
    length_of(request, most=MOST_BYTES)
    found.keep(number, request.body)
    return HttpResponse(status=204)


@csrf_exempt  # the token is in a header, which no other site can set
@require_POST
@permission("live.send_sitting", public=True)
@plain_refusals
def end(request: HttpRequest, stream: str, *, sitting: str) -> HttpResponse:
    """End a sitting; a second end changes nothing."""
    _sitting(request, stream, sitting).end(STOPPED)
    return HttpResponse(status=204)


def _container(request: HttpRequest) -> str:
    try:
        wish: Any = json.loads(request.body)
    except ValueError:
        raise BadContainer from None
    mime = wish.get("mime") if isinstance(wish, dict) else None
    if not isinstance(mime, str) or not _CONTAINERS.match(mime):
        raise BadContainer
    return mime


def _sitting(request: HttpRequest, stream: str, sitting: str) -> Sitting:
    """Return the sitting that the token is for; names from the address are never a path before they match it."""
    try:
        told = signing.loads(bearer_of(request), salt=_SALT, max_age=_LONGEST_SHOW)
    except signing.BadSignature:
        raise BadSitting from None
    if told != [stream, sitting]:
        raise BadSitting
    return Sitting(StreamPlace(settings.LIVE_ROOT, stream).folder / STUDIO / sitting)
