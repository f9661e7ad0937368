"""A live house without a fair: the real server, the real ffmpeg and the real composer over books in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import m3u8

from everfair.live.composer.composer import Composer
from everfair.live.composer.stream_composer import StreamFacts
from everfair.live.domain.publishing import Admission, BegunTake
from everfair.live.engines.chosen import outside_engine
from everfair.live.enums import Protocol, TakeEnd
from everfair.live.errors import BadKey
from everfair.live.ingest.books import Incoming
from everfair.live.ingest.house import EncoderHouse
from everfair.live.ingest.relays import Relays
from everfair.live.ingest.rtmp.server import RtmpServer
from everfair.live.ingest.takes import TakeKeeper
from tests.live.nginx_door import nginx_options, running_nginx
from tests.live.paper_hook import paper_hook

HOST = "127.0.0.1"


@dataclass
class PaperBooks:
    """Knows the keys `key-<stream>`, and keeps what it is told."""

    is_public: bool = True
    incoming: list[Incoming] = field(default_factory=list)
    ended: list[tuple[TakeEnd, bool]] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)

    async def admit(self, key: str, *, way: Protocol, address: str) -> Admission:
        del way, address
        name, _, stream = key.partition("-")
        if name != "key":
            raise BadKey
        return Admission(1, stream, 1, newest_wins=True)

    async def admit_relayed(self, stream: str, key: str) -> Admission:
        del key
        return Admission(1, stream, 1, newest_wins=True)

    async def admit_srt(self, stream: str, version: int) -> Admission:
        raise NotImplementedError(stream, version)

    async def begin(self, admission: Admission, incoming: Incoming) -> BegunTake:
        self.incoming.append(incoming)
        return BegunTake(f"{admission.stream}-take-{len(self.incoming)}", self.is_public)

    async def end(self, take: str, end: TakeEnd, *, is_complete: bool) -> None:
        del take
        self.ended.append((end, is_complete))

    async def tell_trouble(self, stream: str, sentence: str) -> None:
        self.troubles.append((stream, sentence))


@dataclass
class Gear:
    root: Path
    books: PaperBooks
    keeper: TakeKeeper
    server: str
    facts: dict[str, StreamFacts]
    composer: Composer

    async def tell(self, stream: str, *, has_ended: bool) -> None:
        """Let the fair say whether a stream has ended."""
        self.facts[stream] = StreamFacts(has_ended=has_ended)
        await asyncio.wrap_future(self.composer.look(stream))

    def address(self, stream: str, key: str = "key") -> str:
        return f"{self.server}/{key}-{stream}"

    def playlist(self, stream: str, name: str, view: str = "public") -> Any:
        """Return a playlist as a player reads it; empty before it is there."""
        path = self.root / stream / view / name
        return m3u8.loads(path.read_text() if path.exists() else "#EXTM3U\n")

    def segments(self, stream: str, name: str = "video.m3u8", view: str = "public") -> list[Any]:
        return list(self.playlist(stream, name, view).segments)


@asynccontextmanager
async def open_house(root: Path, *, most: int = 5, door: str = "embedded") -> AsyncIterator[Gear]:
    """Open it to encoders that come to its own server, or to nginx before it."""
    facts: dict[str, StreamFacts] = {}
    composer = Composer(root, lambda streams: {stream: facts.get(stream, StreamFacts()) for stream in streams})
    composer.start()
    books = PaperBooks()
    keeper = TakeKeeper(root, books, composer, most=most)
    opened = nginx_before(root, keeper) if door == "nginx_rtmp" else own_server(keeper)
    try:
        async with opened as address:
            yield Gear(root, books, keeper, address, facts, composer)
    finally:
        await asyncio.to_thread(composer.stop)


@asynccontextmanager
async def own_server(keeper: TakeKeeper) -> AsyncIterator[str]:
    server = RtmpServer(EncoderHouse(keeper))
    port = await server.start(HOST, 0)
    try:
        yield f"rtmp://{HOST}:{port}/live"
    finally:
        await server.stop()


@asynccontextmanager
async def nginx_before(root: Path, keeper: TakeKeeper) -> AsyncIterator[str]:
    with paper_hook() as hook, running_nginx(root / "nginx", nginx_options(hook.port)) as nginx:
        engine = outside_engine(nginx.options)
        assert engine
        hook.engine = engine
        relays = Relays(engine, keeper)
        hook.hurry = relays.turns.hurry
        running = asyncio.create_task(relays.run())
        try:
            yield nginx.server
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def until(condition: Callable[[], object], what: str, seconds: float = 20.0) -> None:
    try:
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 -- what is waited for are files and other processes
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(what) from None
