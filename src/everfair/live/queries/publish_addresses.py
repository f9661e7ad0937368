"""Where encoders send to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from everfair.live.places import port_of_encoders

if TYPE_CHECKING:
    from everfair.live.models import Stream

USUAL_PORT = 1935


@dataclass(frozen=True, slots=True)
class PublishAddresses:
    """`rtmp` and `ffmpeg` are "" while this machine takes no encoders in."""

    rtmp: str
    push: str
    ffmpeg: str


def publish_addresses(stream: Stream) -> PublishAddresses:
    rtmp = _rtmp()
    call = f"ffmpeg -re -i show.mp4 -c copy -f flv {rtmp}/KEY" if rtmp else ""
    return PublishAddresses(rtmp, f"{settings.OPTIONS.address}/streams/{stream.public_id}/push/", call)


def _rtmp() -> str:
    """Return the server's address as OBS wants it; the usual port is left out."""
    port = port_of_encoders(settings.LIVE_ROOT) if settings.OPTIONS.live else None
    if port is None:
        return ""
    host = urlsplit(settings.OPTIONS.address).hostname or settings.OPTIONS.host
    return f"rtmp://{host}/live" if port == USUAL_PORT else f"rtmp://{host}:{port}/live"
