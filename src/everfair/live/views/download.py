"""The way to the file of a recording: who may have it is sent on to the edge with a token for this one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.kernel.access import ask_to_sign_in, permission
from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.media_tokens import Sees, media_token
from everfair.live.domain.access_file import audience_version
from everfair.live.enums import FileState, RecordingState
from everfair.live.models import Recording
from everfair.live.places import DOWNLOAD
from everfair.live.playback.addresses import MEDIA
from everfair.live.playback.holding import hold
from everfair.live.playback.media import holder_of
from everfair.live.playback.rights import right_to_watch
from everfair.live.queries.recording import may_download
from everfair.live.queries.watching import stream_to_watch

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.live.models import Stream

_SECONDS = 6 * 3600


@permission("live.download_recording", public=True)
@never_cache
@require_safe
def download(request: HttpRequest, stream: str) -> HttpResponse:
    found = stream_to_watch(stream)
    recording = Recording.objects.filter(stream=found, file_state=FileState.READY).first()
    right = right_to_watch(request, found)
    if recording is None:
        raise NotFound
    if not right.runs:
        if recording.state != RecordingState.PUBLISHED:
            raise NotFound
        if right.refusal or not may_download(recording, has_account=request.user.is_authenticated):
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            raise Forbidden
    holder = holder_of(request)
    response = redirect(_address(found, "team" if right.runs else "public", holder))
    if holder:
        hold(response, holder)
    return response


def _address(stream: Stream, sees: Sees, holder: str) -> str:
    """Return the file's address; the team's opens what is held back too, and who is signed in shares it with nobody."""
    folder, version = f"{stream.public_id}/{DOWNLOAD}", audience_version(stream)
    token = media_token(folder, sees=sees, version=version, key=settings.SECRET_KEY, seconds=_SECONDS, holder=holder)
    return f"{MEDIA}/{stream.public_id}/{token}/{DOWNLOAD}"
