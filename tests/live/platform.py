"""Another platform for tests: our own RTMP server over a house that keeps what it is sent, or says no."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from everfair.live.enums import TakeEnd
from everfair.live.ingest.feed import Feed, FlvTag, Refused
from everfair.live.ingest.flv import header, written
from everfair.live.ingest.rtmp.server import RtmpServer

HOST = "127.0.0.1"
KEY = "live_123-abc?sign=ab"


@dataclass
class Shown:
    """One publisher, from its greeting to its goodbye."""

    tags: list[FlvTag] = field(default_factory=list)
    end: TakeEnd | None = None

    async def take(self, tag: FlvTag) -> None:
        self.tags.append(tag)

    async def close(self, end: TakeEnd, *, sentence: str = "") -> None:
        del sentence
        self.end = end

    def file(self) -> bytes:
        """Return what came as a file that ffmpeg reads."""
        return header(has_video=True, has_audio=True) + b"".join(written(tag, tag.timestamp) for tag in self.tags)


@dataclass
class Platform:
    """Takes one key; says `no` to all, if it is set."""

    port: int = 0
    no: str = ""
    shown: list[Shown] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def server(self) -> str:
        return f"rtmp://{HOST}:{self.port}/live"

    async def admit(self, key: str, *, address: str) -> Feed:
        del address
        self.keys.append(key)
        if self.no:
            raise Refused(self.no)
        self.shown.append(Shown())
        return self.shown[-1]


@asynccontextmanager
async def open_platform() -> AsyncIterator[Platform]:
    platform = Platform()
    server = RtmpServer(platform)
    platform.port = await server.start(HOST, 0)
    try:
        yield platform
    finally:
        await asyncio.shield(server.stop())
