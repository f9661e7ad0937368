"""What a browser's recorder sends, numbered: the same wire for studios and for interpreters' booths.

Whoever begins a sitting gets `{"sitting": ..., "token": ...}`; the token goes into `Authorization: Bearer` of what
follows. A number may come again; 409 `{"restart": true}` asks for a new sitting, 429 and 5xx to send it again later.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, JsonResponse

from everfair.live.ingest.spool import STOPPED, Sitting
from everfair.live.ingest.spool_errors import BadContainer, BadSitting
from everfair.live.places import StreamPlace
from everfair.live.views.ingest_answers import bearer_of, length_of

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_BYTES = 4 << 20
_LONGEST_SHOW = 24 * 3600
_SALT = "everfair.live.sitting"
_CODECS = r"(;\s?codecs=\"?[A-Za-z0-9., ]{1,60}\"?)?\Z"
SOUND = re.compile(r"audio/(mp4|webm)" + _CODECS)
PICTURE_OR_SOUND = re.compile(r"(video/(mp4|webm|x-matroska)|audio/(mp4|webm))" + _CODECS)


def container_of(request: HttpRequest, allowed: re.Pattern[str]) -> str:
    """Return what the recorder writes; `BadContainer` for what we can't take in."""
    try:
        wish: Any = json.loads(request.body)
    except ValueError:
        raise BadContainer from None
    mime = wish.get("mime") if isinstance(wish, dict) else None
    if not isinstance(mime, str) or not allowed.match(mime):
        raise BadContainer
    return mime


def begun(sitting: Sitting, stream: str, kind: str) -> HttpResponse:
    """Answer with the sitting and the token that opens it."""
    token = signing.dumps([kind, stream, sitting.public_id], salt=_SALT)
    return JsonResponse({"sitting": sitting.public_id, "token": token}, status=201)


def keep(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    length_of(request, most=MOST_BYTES)
    sitting.keep(number, request.body)
    return HttpResponse(status=204)


def stop(sitting: Sitting) -> HttpResponse:
    """End a sitting; a second end changes nothing."""
    sitting.end(STOPPED)
    return HttpResponse(status=204)


def sitting_of(request: HttpRequest, kind: str, sitting: str) -> tuple[str, Sitting]:
    """Return the stream and the sitting that the token is for; names from the address are never a path before."""
    try:
        told = signing.loads(bearer_of(request), salt=_SALT, max_age=_LONGEST_SHOW)
    except signing.BadSignature:
        raise BadSitting from None
    if told[::2] != [kind, sitting]:
        raise BadSitting
    return told[1], Sitting(StreamPlace(settings.LIVE_ROOT, told[1]).folder / kind / sitting)
