"""SRT addresses of streams: for each an ffmpeg that waits for one caller, and waits again when that one has left."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlencode

from django.db import DatabaseError

from everfair.kernel.errors import DomainError
from everfair.live.enums import Protocol, TakeEnd
from everfair.live.ingest.books import in_thread
from everfair.live.ingest.encoder_feed import EncoderFeed
from everfair.live.ingest.feed import FeedClosed, Refused
from everfair.live.ingest.flv_reader import FlvError
from everfair.live.ingest.pouring import Spoiled, pour
from everfair.live.ingest.remuxer import Reading, Remuxer, remuxed
from everfair.live.ingest.takes import TakeKeeper
from everfair.live.ingest.turns import Turns
from everfair.live.queries.srt import LATENCY_MICROSECONDS, SrtListener, srt_listeners

_LOOK_SECONDS = 3.0
_SILENCE_SECONDS = 20.0
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.2, 15.0
_STEADY_AFTER = 2.0
# MPEG-TS repeats the shape of the picture; so a new shape is noticed in the middle of a connection.
SHAPES = ("-bsf:v", "extract_extradata")

_logger = logging.getLogger(__name__)


class SrtDoors:
    """Opens the doors that streams have, and shuts those that they have no more."""

    def __init__(self, host: str, keeper: TakeKeeper) -> None:
        self._host = host
        self._keeper = keeper
        self._open: dict[SrtListener, tuple[SrtDoor, asyncio.Task[None]]] = {}
        self.turns = Turns(_LOOK_SECONDS)

    async def run(self) -> None:
        """Look again and again, and shut all doors when cancelled."""
        try:
            async for _turn in self.turns:
                await self._look()
        finally:
            await self._shut(list(self._open), TakeEnd.RESTARTED)

    async def _look(self) -> None:
        try:
            wanted = await in_thread(srt_listeners)
        except DatabaseError as error:
            _logger.warning("SRT addresses can not be looked up: %s", error)
            return
        await self._shut([listener for listener in self._open if listener not in wanted], TakeEnd.KICKED)
        for listener in wanted:
            if listener not in self._open:
                door = SrtDoor(self._host, listener, self._keeper)
                self._open[listener] = (door, asyncio.create_task(door.run()))

    async def _shut(self, listeners: list[SrtListener], why: TakeEnd) -> None:
        shut = [self._open.pop(listener) for listener in listeners]
        for door, task in shut:
            door.why = why
            task.cancel()
        await asyncio.gather(*(task for _, task in shut), return_exceptions=True)


class SrtDoor:
    """One door: a caller at a time, who goes when it is shut; `why` is then the end of the take."""

    def __init__(self, host: str, listener: SrtListener, keeper: TakeKeeper) -> None:
        self._host = f"[{host}]" if ":" in host else host
        self._listener = listener
        self._keeper = keeper
        self.why = TakeEnd.RESTARTED

    async def run(self) -> None:
        """Wait for caller after caller; what fails at once is tried again ever more slowly."""
        pause = _SHORTEST_PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._wait_for_caller()
            except Exception:
                _logger.exception("The SRT address of %s broke", self._listener.stream)
            is_steady = asyncio.get_running_loop().time() - began > _STEADY_AFTER
            pause = _SHORTEST_PAUSE if is_steady else min(2 * pause, _LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _wait_for_caller(self) -> None:
        words = {
            "mode": "listener",
            "latency": LATENCY_MICROSECONDS,
            "passphrase": self._listener.passphrase,
        }
        address = f"srt://{self._host}:{self._listener.port}?{urlencode(words)}"
        async with remuxed(Reading(["-f", "mpegts", "-i", address], filters=SHAPES)) as remuxer:
            feed = await self._admitted() if await remuxer.begins() else None
            if feed is not None:
                await self._take_in(remuxer, feed)
        _logger.info("The SRT address of %s: %s", self._listener.stream, remuxer.words() or "the encoder left")
        if feed is None and (sentence := remuxer.trouble()):
            await self._keeper.books.tell_trouble(self._listener.stream, sentence)

    async def _admitted(self) -> EncoderFeed | None:
        listener = self._listener
        try:
            admission = await self._keeper.books.admit_srt(listener.stream, listener.version)
            feed = EncoderFeed(self._keeper, admission, way=Protocol.SRT)
            await self._keeper.enter(listener.stream, feed)
        except (DomainError, Refused, DatabaseError) as refusal:
            _logger.info("refused an encoder by srt to %s: %s", listener.stream, refusal)
            return None
        return feed

    async def _take_in(self, remuxer: Remuxer, feed: EncoderFeed) -> None:
        end: TakeEnd | None = None
        sentence = ""
        remuxer.silence = _SILENCE_SECONDS
        try:
            await pour(remuxer, feed)
            end = TakeEnd.STOPPED
        except Spoiled as trouble:
            end, sentence = TakeEnd.FAILED, trouble.sentence
        except (TimeoutError, FlvError):
            end = TakeEnd.LOST
        except FeedClosed:
            end = TakeEnd.KICKED
        finally:
            await feed.close(end or self.why, sentence=sentence)
