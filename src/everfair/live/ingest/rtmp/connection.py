"""One encoder's connection: a `Session` with a socket on one side and a `Feed` on the other.

Whatever the encoder does, the connection ends once, in `serve`, with one line in the log; the key is never in it.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from everfair.live.enums import TakeEnd
from everfair.live.ingest.feed import Feed, FeedClosed, FlvTag, House, Refused
from everfair.live.ingest.rtmp.codecs import trouble_with
from everfair.live.ingest.rtmp.errors import RtmpError
from everfair.live.ingest.rtmp.limits import RtmpLimits
from everfair.live.ingest.rtmp.session import Asked, Event, Session, Stage

log = logging.getLogger(__name__)

_STRANGER_BLOCK, _BLOCK = 4096, 1 << 20
_BREATH_SECONDS = 0.1
_BUSY = 128 << 10  # bytes a breath, ten megabits a second: from here on reading at once is cheaper than waiting
_FAREWELL_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Ending:
    """Why the take ends, what the log says, and what the presenter is told if something is to be mended."""

    end: TakeEnd
    line: str
    sentence: str = ""


_CLOSED = _Ending(TakeEnd.LOST, "the connection was closed")
_STOPPED = _Ending(TakeEnd.STOPPED, "the encoder stopped")
_BROKE = _Ending(TakeEnd.FAILED, "the house failed")
_SHUT_DOWN = _Ending(TakeEnd.RESTARTED, "the server stops")


class Connection:
    """Lives as long as the socket."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, house: House, limits: RtmpLimits
    ) -> None:
        self._reader, self._writer = reader, writer
        self._socket = cast("asyncio.Transport", writer.transport)
        self._house, self._limits = house, limits
        peer = writer.get_extra_info("peername")
        self.address = str(peer[0]) if peer else ""
        self._session = Session(limits.chunks)
        self._feed: Feed | None = None
        self._waits_for_encoder, self._is_busy = True, False

    async def serve(self) -> None:
        """Talk until one side ends it."""
        ending = _BROKE
        try:
            ending = await self._converse()
        except asyncio.CancelledError:
            ending = _SHUT_DOWN
            raise
        finally:
            level = logging.DEBUG if ending is _CLOSED and self._feed is None else logging.INFO  # a probe of the port
            log.log(level, "encoder from %s left (%s): %s", self.address, ending.end, ending.line)
            await self._end(ending)

    async def _converse(self) -> _Ending:
        try:
            async with asyncio.timeout(self._limits.until_published):
                ending = await self._until_published()
            while ending is None:
                async with asyncio.timeout(self._limits.silence):
                    ending = await self._step(_BLOCK)
                await self._breathe()
        except TimeoutError:
            return self._too_slow()
        except RtmpError as error:
            return _Ending(TakeEnd.FAILED, str(error))
        except Refused as refusal:
            self._session.refuse(refusal.sentence)
            return _Ending(TakeEnd.FAILED, f"refused: {refusal.sentence}")
        except FeedClosed as closed:
            self._session.refuse(closed.reason)
            return _Ending(TakeEnd.KICKED, f"ended by the house: {closed.reason}")
        except OSError as error:
            return _Ending(TakeEnd.LOST, f"the connection broke: {error}")
        return ending

    async def _until_published(self) -> _Ending | None:
        ending = None
        while ending is None and self._session.stage is not Stage.PUBLISHING:
            ending = await self._step(_STRANGER_BLOCK)
        return ending

    async def _step(self, size: int) -> _Ending | None:
        """Read a block and pass on what is in it; returns why to end, if so."""
        self._waits_for_encoder = True
        self._socket.resume_reading()
        data = await self._reader.read(size)
        if not data:
            return _CLOSED
        self._waits_for_encoder = False
        self._is_busy = len(data) > _BUSY
        for event in self._session.receive(data):
            ending = await self._pass_on(event)
            if ending is not None:
                return ending
        if answers := self._session.answers():
            self._writer.write(answers)
            await self._writer.drain()
        return None

    async def _breathe(self) -> None:
        """Let what comes gather for a moment: waking up for every frame would cost three times as much."""
        if not self._is_busy:
            self._socket.pause_reading()
            await asyncio.sleep(_BREATH_SECONDS)

    async def _pass_on(self, event: Event) -> _Ending | None:
        if isinstance(event, Asked):
            self._feed = await self._house.admit(event.key, address=self.address)
            self._session.accept()
            return None
        if not isinstance(event, FlvTag) or self._feed is None:
            return _STOPPED
        if sentence := trouble_with(event):
            self._session.refuse(sentence)
            return _Ending(TakeEnd.FAILED, sentence, sentence)
        await self._feed.take(event)
        return None

    async def _end(self, ending: _Ending) -> None:
        """Say goodbye, hang up and close the feed: each of them, also when the server stops meanwhile."""
        try:
            await self._say_goodbye()
        finally:
            self._socket.abort()
            try:
                with suppress(OSError):
                    await self._writer.wait_closed()
            finally:
                if self._feed is not None:
                    await self._feed.close(ending.end, sentence=ending.sentence)

    def _too_slow(self) -> _Ending:
        if not self._waits_for_encoder:
            return _Ending(TakeEnd.FAILED, "the house didn't keep up")
        if self._feed is None:
            return _Ending(TakeEnd.LOST, "it didn't publish in time")
        return _Ending(TakeEnd.LOST, "it went silent")

    async def _say_goodbye(self) -> None:
        """Say what is left to say; read on for a moment, else the encoder's system drops our words unread."""
        answers = self._session.answers()
        if not answers:
            return
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(_FAREWELL_SECONDS):
                self._socket.resume_reading()
                self._writer.write(answers)
                await self._writer.drain()
                if self._writer.can_write_eof():
                    self._writer.write_eof()
                while await self._reader.read(_BLOCK):
                    pass
