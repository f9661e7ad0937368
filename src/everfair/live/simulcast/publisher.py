"""Publishes to another platform by RTMP: greets it, asks to publish, and sends one tag after the other.

Ours and not ffmpeg's, so that the platform's key stands in no list of processes and in no log, the address is looked
up once, and the platform's own words reach the team.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Self

from everfair.kernel.outside import NotOutside, place_of, trust
from everfair.live.enums import SimulcastTrouble
from everfair.live.ingest.feed import FlvTag
from everfair.live.ingest.rtmp import amf, messages
from everfair.live.ingest.rtmp.chunks import FIRST_CHUNK_SIZE, ChunkLimits, ChunkReader
from everfair.live.ingest.rtmp.errors import RtmpError
from everfair.live.ingest.rtmp.messages import Message
from everfair.live.simulcast import wire
from everfair.live.simulcast.address import Destination
from everfair.live.simulcast.troubles import SimulcastFailed, harmless

_BLOCK = 16 * 1024
_GREETING_SECONDS = 10.0
_STUCK_SECONDS = 15.0
_LIMITS = ChunkLimits(smallest_chunk=1)
_PING = messages.PING_REQUEST.to_bytes(2, "big")
_COMMAND_LANE, _MEDIA_LANE = 3, 4
_CONNECT, _CREATE, _PUBLISH = 1.0, 4.0, 5.0

Answered = Callable[[list[amf.Value]], bool]


class Publisher:
    """One connection; `SimulcastFailed` whenever the platform says no or is gone."""

    def __init__(self, destination: Destination, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._destination = destination
        self._reader = reader
        self._writer = writer
        self._chunks = ChunkReader(_LIMITS)
        self._waiting: list[Message] = []
        self._chunk_size = FIRST_CHUNK_SIZE
        self._stream = 0
        self._has_asked = False
        self._listening: asyncio.Task[None] | None = None

    @classmethod
    async def connect(cls, destination: Destination) -> Self:
        """Connect and begin to publish."""
        try:
            async with asyncio.timeout(_GREETING_SECONDS):
                place, port = await asyncio.to_thread(place_of, destination.target)
                name = destination.target.host if destination.is_secure else None
                secure = trust() if destination.is_secure else None
                reader, writer = await asyncio.open_connection(place, port, ssl=secure, server_hostname=name)
        except NotOutside as error:
            raise SimulcastFailed(SimulcastTrouble.ADDRESS) from error
        except (OSError, UnicodeError) as error:
            raise SimulcastFailed(SimulcastTrouble.UNREACHABLE) from error
        publisher = cls(destination, reader, writer)
        try:
            async with asyncio.timeout(_GREETING_SECONDS):
                await publisher._open()
        except (OSError, EOFError, RtmpError) as error:
            await publisher.close()
            # many platforms say no to a key by hanging up
            asked = publisher._has_asked
            raise SimulcastFailed(SimulcastTrouble.REFUSED if asked else SimulcastTrouble.UNREACHABLE) from error
        except BaseException:
            await publisher.close()
            raise
        return publisher

    async def send(self, tag: FlvTag) -> None:
        """Send one tag; waits as long as the line is full, but not for ever."""
        if self._listening is None or self._listening.done():
            self._raise_end()
        try:
            self._writer.write(
                wire.chunks(wire.media(tag, stream=self._stream), lane=_MEDIA_LANE, size=self._chunk_size)
            )
            async with asyncio.timeout(_STUCK_SECONDS):
                await self._writer.drain()
        except OSError as error:  # TimeoutError is one
            raise SimulcastFailed(SimulcastTrouble.LOST) from error

    async def close(self) -> None:
        """Say goodbye, as far as anybody listens."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
            self._call("FCUnpublish", 6, None, self._destination.key)
            self._call("deleteStream", 7, None, self._stream)
        self._writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(1):
                await self._writer.wait_closed()

    async def _open(self) -> None:
        await self._greet()
        about: amf.Writable = {
            "app": self._destination.app,
            "type": "nonprivate",
            "flashVer": "FMLE/3.0 (compatible; Everfair)",  # platforms expect a name that they know
            "tcUrl": self._destination.tc_url,
        }
        self._call("connect", _CONNECT, about)
        await self._answer(_answers(_CONNECT))
        self._writer.write(messages.number(messages.SET_CHUNK_SIZE, wire.CHUNK_SIZE))
        self._chunk_size = wire.CHUNK_SIZE
        self._call("releaseStream", 2, None, self._destination.key)
        self._call("FCPublish", 3, None, self._destination.key)
        self._call("createStream", _CREATE, None)
        made = await self._answer(_answers(_CREATE))
        self._stream = _number(made, 3)
        self._has_asked = True
        self._call("publish", _PUBLISH, None, self._destination.key, "live", stream=self._stream)
        await self._answer(lambda values: amf.text_at(values, 0) == "onStatus")
        self._listening = asyncio.create_task(self._listen())

    async def _greet(self) -> None:
        self._writer.write(wire.hello())
        theirs = await self._reader.readexactly(wire.HELLO_SIZE)
        await self._reader.readexactly(wire.HELLO_SIZE - 1)
        self._writer.write(theirs[1:])

    def _call(self, *values: amf.Writable, stream: int = 0) -> None:
        if not self._writer.is_closing():
            message = wire.command(*values, stream=stream)
            self._writer.write(wire.chunks(message, lane=_COMMAND_LANE, size=self._chunk_size))

    async def _answer(self, is_it: Answered) -> list[amf.Value]:
        """Return the command that is waited for; an error on the way is a refusal."""
        while True:
            values = amf.decode((await self._next_command()).body)
            self._ensure_no_error(values)
            if is_it(values):
                return values

    async def _listen(self) -> None:
        """Hear what the platform says while we send: mostly nothing, sometimes that it is over."""
        while True:
            self._ensure_no_error(amf.decode((await self._next_command()).body))

    async def _next_command(self) -> Message:
        while True:
            while self._waiting:
                message = self._waiting.pop(0)
                if message.kind == messages.COMMAND:
                    return message
                if message.kind == messages.USER_CONTROL and message.body[:2] == _PING:
                    self._writer.write(messages.pong(message.body[2:]))
            data = await self._reader.read(_BLOCK)
            if not data:
                raise EOFError
            self._waiting = self._chunks.receive(data)

    def _ensure_no_error(self, values: list[amf.Value]) -> None:
        about = next((value for value in values if isinstance(value, dict) and "code" in value), {})
        if amf.text_at(values, 0) != "_error" and about.get("level") != "error":
            return
        said = next((str(about[key]) for key in ("description", "code") if about.get(key)), "")
        key = self._destination.key
        words = harmless(said, key, key.partition("?")[0])
        raise SimulcastFailed(SimulcastTrouble.REFUSED, words)

    def _raise_end(self) -> None:
        error = self._listening.exception() if self._listening and not self._listening.cancelled() else None
        if isinstance(error, SimulcastFailed):
            raise error
        raise SimulcastFailed(SimulcastTrouble.LOST) from error


def _answers(transaction: float) -> Answered:
    return lambda values: amf.text_at(values, 0) == "_result" and values[1:2] == [transaction]


def _number(values: list[amf.Value], index: int) -> int:
    found = values[index] if index < len(values) else None
    if not isinstance(found, float):
        raise RtmpError("a stream without a number")
    return int(found)
