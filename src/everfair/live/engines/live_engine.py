"""Where encoders connect: to the fair itself, or to a media server beside it that is used as a door.

Whatever comes in by a door is the fair's afterwards: takes, privacy backstage, going back, captions and recordings are
the same, and the addresses that viewers play never change. So an engine says where encoders send to, who sends now, how
to read it, and it sends encoders away. Three engines are here (`EVERFAIR_LIVE_ENGINE`):

    embedded     the RTMP server of the live process; it hands over what comes by itself, so nothing is fetched
    nginx_rtmp   nginx with its RTMP module
    mediamtx     MediaMTX: RTMP, SRT and WHIP

A show that is produced elsewhere altogether needs no door: its stream names an HLS address (`Stream.external_url`),
which viewers play from there; such a stream takes no encoder, and nothing of it is recorded here.

A media server asks the fair about every publisher (`views/engine_hooks.py`), and holds the stream under an inner name,
`<stream>.<key>` by their public ids, in which no secret stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from everfair.live.enums import Protocol as Way

APP = "live"
_INNER = re.compile(r"([a-z0-9]{12})\.([a-z0-9]{12})")


class EngineAway(Exception):
    """The media server doesn't answer, or not as it should."""


class InnerName(NamedTuple):
    """What a media server calls what one key sends; both are public ids."""

    stream: str
    key: str

    def __str__(self) -> str:
        return f"{self.stream}.{self.key}"


@dataclass(frozen=True, slots=True)
class Publishing:
    """An encoder that sends to a media server right now.

    `source` is the server's own name of the connection: another one under the same `name` is another encoder.
    """

    name: InnerName
    way: Way
    source: str
    kind: str = ""
    has_opus: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What the holder of a key is given, once; "" for ways that are not open.

    `stream_key` goes into the encoder's field of that name, `srt` is a whole address, `whip` one that wants `token`.
    """

    stream_key: str
    srt: str = ""
    whip: str = ""
    token: str = ""


class LiveEngine(Protocol):
    """What the desk and the command line show of every engine."""

    def server(self) -> str:
        """Return the RTMP server as an encoder wants it, without the key; "" while no encoder is taken in."""

    def given(self, name: InnerName, secret: str) -> Given: ...


class OutsideEngine(LiveEngine, Protocol):
    """A media server of its own. All of these wait for the network, and raise `EngineAway`."""

    def publishing(self) -> list[Publishing]:
        """Return who sends right now."""

    def relay_input(self, publishing: Publishing) -> list[str]:
        """Return the words by which ffmpeg reads what an encoder sends."""

    def kick(self, publishing: Publishing) -> None:
        """Send an encoder away; nothing happens if it is gone already."""


def inner_name(words: str) -> InnerName | None:
    """Read an inner name; None for anything else that a media server may carry."""
    found = _INNER.fullmatch(words)
    return InnerName(*found.groups()) if found else None
