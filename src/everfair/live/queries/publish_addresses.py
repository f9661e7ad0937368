"""Where encoders send to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from everfair.live.engines.chosen import engine_of
from everfair.live.engines.live_engine import Given, InnerName
from everfair.live.queries.srt import srt_address, takes_srt

if TYPE_CHECKING:
    from everfair.live.domain.keys import MadeKey
    from everfair.live.models import Stream


@dataclass(frozen=True, slots=True)
class PublishAddresses:
    """`rtmp` and `ffmpeg` are "" while no encoders are taken in; `srt` is "" for a stream without such an address.

    `srt` holds its own secret, the others want a key. `takes_srt` tells whether a stream can ask for one.
    """

    rtmp: str
    push: str
    ffmpeg: str
    srt: str
    takes_srt: bool


def publish_addresses(stream: Stream) -> PublishAddresses:
    rtmp = engine_of(settings.OPTIONS, settings.LIVE_ROOT).server()
    call = f"ffmpeg -re -i show.mp4 -c copy -f flv {rtmp}/KEY" if rtmp else ""
    push = f"{settings.OPTIONS.address}/streams/{stream.public_id}/push/"
    return PublishAddresses(rtmp, push, call, srt_address(stream), takes_srt(settings.OPTIONS))


def given_with(made: MadeKey) -> Given:
    """Return what whoever gets a new key types into an encoder; the secret itself is the bearer of HTTP push."""
    name = InnerName(made.key.stream.public_id, made.key.public_id)
    return engine_of(settings.OPTIONS, settings.LIVE_ROOT).given(name, made.secret)
