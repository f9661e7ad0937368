"""The addresses of a stream's media for one viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from everfair.kernel.media_tokens import OPEN, Sees, media_token
from everfair.live.domain.access_file import audience_version
from everfair.live.enums import Audience
from everfair.live.places import StreamPlace
from everfair.live.playback.addresses import playlist_address

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.live.models import Stream

MEDIA_SECONDS = 3600
VOD = "vod.m3u8"


@dataclass(frozen=True, slots=True)
class Playlists:
    """Addresses: `live` the newest seconds, `dvr` the window to go back in, `vod` the recording once there is one."""

    live: str
    dvr: str | None
    vod: str | None


def playlists_for(stream: Stream, holder: str, *, is_open: bool) -> Playlists:
    """Return what the audience watches; a stream of another server has no past here.

    Where it is not `is_open`, a recording that was held back, the addresses are the team's.
    """
    if stream.external_url:
        return Playlists(stream.external_url, None, None)
    is_for_all = is_open and stream.audience == Audience.PUBLIC
    token = OPEN if is_for_all else _token(stream, "public" if is_open else "team", holder)
    return Playlists(*(playlist_address(stream, token, name) for name in ("master", "dvr", "vod")))


def backstage_playlists(stream: Stream, holder: str) -> Playlists:
    """Return what only the team watches: rehearsals and pauses, without a past."""
    return Playlists(playlist_address(stream, _token(stream, "team", holder), "master"), None, None)


def frame_playlists(stream: Stream, *, seconds: int) -> Playlists:
    """Return what a player on another site may play, for so long: there no cookie tells who asks."""
    version, key = audience_version(stream), settings.SECRET_KEY
    token = media_token(stream.public_id, sees="public", version=version, key=key, seconds=seconds)
    return Playlists(*(playlist_address(stream, token, name) for name in ("master", "dvr", "vod")))


def has_recording(stream: Stream) -> bool:
    return (StreamPlace(settings.LIVE_ROOT, stream.public_id).playlists(is_public=True) / VOD).is_file()


def holder_of(request: HttpRequest) -> str:
    """Return what binds a viewer's tokens to this browser: the same for all pages of a session, useless without it."""
    key = request.session.session_key
    return salted_hmac("everfair.watch", key).hexdigest() if key else ""


def _token(stream: Stream, sees: Sees, holder: str) -> str:
    version, key = audience_version(stream), settings.SECRET_KEY
    return media_token(stream.public_id, sees=sees, version=version, key=key, seconds=MEDIA_SECONDS, holder=holder)
