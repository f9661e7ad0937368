from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from everfair.live.enums import TakeEnd
from everfair.live.ingest.feed import FeedClosed, FlvTag, Refused
from everfair.live.ingest.rtmp.codecs import trouble_with
from everfair.live.ingest.rtmp.limits import RtmpLimits
from everfair.live.ingest.rtmp.messages import AUDIO, VIDEO, Message
from everfair.live.ingest.rtmp.server import RtmpServer
from tests.live.rtmp_client import C0_C1, C2, ChunkWriter, basic, command, opening

pytestmark = pytest.mark.integration

PICTURE = Message(VIDEO, 0, 1, b"\x17\x01" + bytes(500))
HEVC = Message(VIDEO, 0, 1, b"\x90hvc1")


@dataclass
class Kept:
    """A feed and a house in one: keeps what comes; `key` is the only one that it knows."""

    tags: list[FlvTag] = field(default_factory=list)
    ended: list[tuple[TakeEnd, str]] = field(default_factory=list)
    is_closed: bool = False
    is_stuck: bool = False

    async def admit(self, key: str, *, address: str) -> Kept:
        if (key, address) != ("key", "127.0.0.1"):
            raise Refused("This key is not valid.")
        return self

    async def take(self, tag: FlvTag) -> None:
        if self.is_closed:
            raise FeedClosed("The team ended this stream.")
        if self.is_stuck:
            await asyncio.sleep(60)
        self.tags.append(tag)

    async def close(self, end: TakeEnd, *, sentence: str = "") -> None:
        self.ended.append((end, sentence))


@dataclass
class Encoder:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def until(self, words: bytes) -> None:
        async with asyncio.timeout(5):
            await self.reader.readuntil(words)

    async def rest(self) -> bytes:
        """Return what the server still says until it hangs up."""
        said = b""
        try:
            async with asyncio.timeout(5):
                while data := await self.reader.read(65536):
                    said += data
        except ConnectionError:
            return said
        return said


@asynccontextmanager
async def served(house: Kept, limits: RtmpLimits | None = None) -> AsyncIterator[Callable[[], Awaitable[Encoder]]]:
    server = RtmpServer(house, limits)
    port = await server.start("127.0.0.1", 0)
    encoders: list[Encoder] = []

    async def connect() -> Encoder:
        encoders.append(Encoder(*await asyncio.open_connection("127.0.0.1", port)))
        return encoders[-1]

    try:
        yield connect
    finally:
        for encoder in encoders:
            encoder.writer.close()
            with suppress(OSError):
                await encoder.writer.wait_closed()
        await server.stop()


def with_server(
    talk: Callable[[Callable[[], Awaitable[Encoder]]], Awaitable[bytes]], limits: RtmpLimits | None = None
) -> tuple[Kept, bytes]:
    """Run a conversation; returns the house and what the talk returned."""

    async def run() -> tuple[Kept, bytes]:
        house = Kept()
        async with served(house, limits) as connect:
            return house, await talk(connect)

    return asyncio.run(run())


async def publishing(connect: Callable[[], Awaitable[Encoder]]) -> Encoder:
    encoder = await connect()
    await encoder.send(opening())
    await encoder.until(b"NetStream.Publish.Start")
    return encoder


def test_tags_reach_the_house_until_the_encoder_stops() -> None:
    async def talk(connect: Callable[[], Awaitable[Encoder]]) -> bytes:
        encoder = await publishing(connect)
        writer = ChunkWriter()
        await encoder.send(writer.write(PICTURE) + writer.write(command("FCUnpublish", 6, None, "key"), lane=3))
        return await encoder.rest()

    house, said = with_server(talk)

    assert house.tags == [FlvTag(VIDEO, 0, PICTURE.body)]
    assert house.ended == [(TakeEnd.STOPPED, "")]
    assert said.count(b"NetStream.Unpublish.Success") == 1


def test_wrong_key_is_refused_with_the_sentence_of_the_house_and_never_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)

    async def talk(connect: Callable[[], Awaitable[Encoder]]) -> bytes:
        encoder = await connect()
        await encoder.send(opening("ef-wrong-secret"))
        return await encoder.rest()

    house, said = with_server(talk)

    assert (said.count(b"NetStream.Publish.BadName"), said.count(b"This key is not valid.")) == (1, 1)
    assert house.ended == []
    assert [record.getMessage() for record in caplog.records if record.name.startswith("everfair")] == [
        "encoder from 127.0.0.1 left (failed): refused: This key is not valid."
    ]
    assert "ef-wrong-secret" not in caplog.text


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (ChunkWriter().write(HEVC), TakeEnd.FAILED),
        (basic(0, 4) + bytes(3) + b"\xff\xff\xff" + bytes([VIDEO, 1, 0, 0, 0]), TakeEnd.FAILED),
        (b"\xff" * 5000, TakeEnd.FAILED),
        (b"", TakeEnd.LOST),
    ],
)
def test_encoder_that_breaks_off_or_breaks_rules_ends_once(data: bytes, end: TakeEnd) -> None:
    async def talk(connect: Callable[[], Awaitable[Encoder]]) -> bytes:
        encoder = await publishing(connect)
        await encoder.send(data)
        encoder.writer.write_eof()
        return await encoder.rest()

    house, _ = with_server(talk)

    assert [ended for ended, _ in house.ended] == [end]


def test_codec_that_cannot_be_copied_is_told_to_encoder_and_presenter() -> None:
    async def talk(connect: Callable[[], Awaitable[Encoder]]) -> bytes:
        encoder = await publishing(connect)
        await encoder.send(ChunkWriter().write(HEVC) + ChunkWriter().write(PICTURE) * 100)
        return await encoder.rest()

    house, said = with_server(talk)

    sentence = trouble_with(FlvTag(VIDEO, 0, HEVC.body))
    assert house.ended == [(TakeEnd.FAILED, sentence)]
    assert said.count(sentence.encode()) == 1


def test_house_that_closes_the_feed_sends_the_encoder_away() -> None:
    async def run() -> tuple[Kept, bytes]:
        house = Kept()
        async with served(house) as connect:
            encoder = await publishing(connect)
            house.is_closed = True
            await encoder.send(ChunkWriter().write(PICTURE))
            return house, await encoder.rest()

    house, said = asyncio.run(run())

    assert house.ended == [(TakeEnd.KICKED, "")]
    assert said.count(b"The team ended this stream.") == 1


@pytest.mark.parametrize("start", [b"", C0_C1[:700], C0_C1, C0_C1 + C2, opening()[:-10]])
def test_stranger_that_does_not_go_on_is_hung_up_on(start: bytes) -> None:
    async def talk(connect: Callable[[], Awaitable[Encoder]]) -> bytes:
        encoder = await connect()
        await encoder.send(start)
        await encoder.rest()
        return b"hung up"

    house, said = with_server(talk, RtmpLimits(until_published=0.2))

    assert (said, house.ended) == (b"hung up", [])


def test_publisher_that_goes_silent_is_lost() -> None:
    async def talk(connect: Callable[[], Awaitable[Encoder]]) -> bytes:
        return await (await publishing(connect)).rest()

    house, _ = with_server(talk, RtmpLimits(silence=0.2))

    assert house.ended == [(TakeEnd.LOST, "")]


def test_house_that_hangs_does_not_hang_the_connection() -> None:
    async def run() -> Kept:
        house = Kept(is_stuck=True)
        async with served(house, RtmpLimits(silence=0.2)) as connect:
            encoder = await publishing(connect)
            await encoder.send(ChunkWriter().write(PICTURE))
            await encoder.rest()
        return house

    assert asyncio.run(run()).ended == [(TakeEnd.FAILED, "")]


def test_server_that_stops_ends_takes_as_restarted() -> None:
    async def talk(connect: Callable[[], Awaitable[Encoder]]) -> bytes:
        await publishing(connect)
        return b""

    house, _ = with_server(talk)

    assert house.ended == [(TakeEnd.RESTARTED, "")]


@pytest.mark.parametrize("limits", [RtmpLimits(per_address=2), RtmpLimits(connections=2)])
def test_connection_beyond_the_limit_is_closed_and_a_place_that_gets_free_is_given_again(limits: RtmpLimits) -> None:
    async def talk(connect: Callable[[], Awaitable[Encoder]]) -> bytes:
        first, _second = await publishing(connect), await publishing(connect)
        third = await connect()
        refused = await third.rest()
        await first.send(ChunkWriter().write(command("deleteStream", 6, None, 1), lane=3))
        await first.rest()
        first.writer.close()
        await asyncio.sleep(0.05)
        await publishing(connect)
        return refused + b"let in again"

    _, said = with_server(talk, limits)

    assert said == b"let in again"


def test_back_pressure_of_the_house_reaches_the_encoder() -> None:
    async def run() -> tuple[int, bool]:
        house = Kept(is_stuck=True)
        async with served(house) as connect:
            encoder = await publishing(connect)
            frame = ChunkWriter().write(Message(AUDIO, 0, 1, b"\xaf\x01" + bytes(100_000)))
            sent = 0
            try:
                async with asyncio.timeout(1):
                    while sent < 1 << 28:
                        await encoder.send(frame)
                        sent += len(frame)
            except TimeoutError:
                encoder.writer.transport.abort()
                return sent, True
        return sent, False

    sent, waited = asyncio.run(run())

    assert waited
    assert sent < 1 << 26
