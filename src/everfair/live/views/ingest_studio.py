"""The browser studio's side of the wire: a sitting begins, its recorder's bytes come numbered, it ends.

`POST /streams/<stream>/studio` `{"mime": ...}` begins one; then come `PUT .../studio/<sitting>/<number>` and
`POST .../studio/<sitting>/end`, as `ingest_sittings` tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from everfair.kernel.access import permission
from everfair.kernel.ids import new_public_id
from everfair.live.domain.publishing import admit_person
from everfair.live.ingest.spool import STUDIO, Beginning, Sitting, begin_sitting
from everfair.live.ingest.spool_errors import BadSitting
from everfair.live.places import StreamPlace
from everfair.live.views.ingest_answers import plain_refusals
from everfair.live.views.ingest_sittings import PICTURE_OR_SOUND, begun, container_of, keep, sitting_of, stop

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.live.views.desk_entry import Desk


@plain_refusals
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a sitting of who runs the stream; the door to it is the studio's page."""
    person = desk.runner.person
    if person is None:
        raise BadSitting
    admission = admit_person(desk.stream, person=person, grants=desk.runner.grants, members=desk.runner.members)
    place = StreamPlace(settings.LIVE_ROOT, desk.stream.public_id)
    beginning = Beginning(admission, container_of(request, PICTURE_OR_SOUND), person.public_id)
    return begun(begin_sitting(place, new_public_id(), beginning), desk.stream.public_id, STUDIO)


@csrf_exempt  # the token is in a header, which no other site can set
@require_http_methods(["PUT"])
@permission("live.send_sitting", public=True)
@plain_refusals
def keep_part(request: HttpRequest, stream: str, *, sitting: str, number: int) -> HttpResponse:
    """Keep a numbered part; whoever has the sitting's token may send."""
    return keep(request, _sitting(request, stream, sitting), number)


@csrf_exempt  # the token is in a header, which no other site can set
@require_POST
@permission("live.send_sitting", public=True)
@plain_refusals
def end(request: HttpRequest, stream: str, *, sitting: str) -> HttpResponse:
    return stop(_sitting(request, stream, sitting))


def _sitting(request: HttpRequest, stream: str, sitting: str) -> Sitting:
    of, found = sitting_of(request, STUDIO, sitting)
    if of != stream:
        raise BadSitting
    return found
