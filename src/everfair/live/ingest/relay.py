"""Brings what one encoder sends to a media server into the house, until that encoder leaves."""

from __future__ import annotations

import asyncio
import logging

from django.db import DatabaseError

from everfair.kernel.errors import DomainError
from everfair.live.engines.live_engine import EngineAway, OutsideEngine, Publishing
from everfair.live.enums import TakeEnd
from everfair.live.ingest.encoder_feed import EncoderFeed
from everfair.live.ingest.feed import FeedClosed, Refused
from everfair.live.ingest.flv_reader import FlvError
from everfair.live.ingest.pouring import Spoiled, pour
from everfair.live.ingest.remuxer import Reading, remuxed
from everfair.live.ingest.takes import TakeKeeper

_SILENCE_SECONDS = 20.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0
_STEADY_AFTER = 10.0
_AFTER_REFUSAL = 1.0

_logger = logging.getLogger(__name__)


class Relay:
    """If ffmpeg dies it begins again, as long as the server says that the same encoder sends: the next take follows."""

    def __init__(self, engine: OutsideEngine, keeper: TakeKeeper, publishing: Publishing) -> None:
        self._engine = engine
        self._keeper = keeper
        self._publishing = publishing

    async def run(self) -> None:
        """Bring it in; the encoder is sent away when the house does not want it, or can't use it."""
        feed = await self._admitted()
        if feed is None:
            return
        end, sentence = TakeEnd.RESTARTED, ""
        try:
            end = await self._bring_in(feed)
        except Spoiled as trouble:
            end, sentence = TakeEnd.FAILED, trouble.sentence
            await self._send_away(sentence)
        except FeedClosed as closed:
            end = TakeEnd.KICKED
            await self._send_away(closed.reason)
        except TimeoutError:
            end = TakeEnd.LOST
            await self._send_away("it went silent")
        finally:
            _logger.info("encoder at the door of %s left (%s)", self._publishing.name.stream, end)
            await feed.close(end, sentence=sentence)

    async def _admitted(self) -> EncoderFeed | None:
        name = self._publishing.name
        try:
            admission = await self._keeper.books.admit_relayed(name.stream, name.key)
            feed = EncoderFeed(self._keeper, admission, way=self._publishing.way)
            await self._keeper.enter(admission.stream, feed)
        except (DomainError, Refused) as refusal:
            await self._send_away(str(refusal))
        except DatabaseError as error:
            _logger.warning("%s can not be taken in yet: %s", name.stream, error)
        else:
            return feed
        await asyncio.sleep(_AFTER_REFUSAL)  # the next look may find the same encoder once more
        return None

    async def _bring_in(self, feed: EncoderFeed) -> TakeEnd:
        pause = _FIRST_PAUSE
        while True:
            began = asyncio.get_running_loop().time()
            await self._read(feed)
            end = await self._end_of_encoder()
            if end is not None:
                return end
            feed.ask_cut()
            pause = _FIRST_PAUSE if _is_long_ago(began) else min(2 * pause, _LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _read(self, feed: EncoderFeed) -> None:
        """Read until it ends, for whatever reason; the caller asks the server how it stands."""
        words = self._engine.relay_input(self._publishing)
        try:
            async with remuxed(Reading(words, has_opus=self._publishing.has_opus)) as remuxer:
                remuxer.silence = _SILENCE_SECONDS
                await pour(remuxer, feed)
        except (FlvError, OSError) as error:
            if isinstance(error, TimeoutError):
                raise
            _logger.warning("%s can not be read: %s", self._publishing.name.stream, error)
        else:
            _logger.info("%s is read no more: %s", self._publishing.name.stream, remuxer.words() or "it ended")

    async def _end_of_encoder(self) -> TakeEnd | None:
        """Return why it sends no more; None while it does."""
        mine = self._publishing
        try:
            found = await asyncio.to_thread(self._engine.publishing)
        except EngineAway:
            return TakeEnd.LOST
        same = [other for other in found if other.name.stream == mine.name.stream]
        if any((other.name, other.source) == (mine.name, mine.source) for other in same):
            return None
        return TakeEnd.REPLACED if same else TakeEnd.STOPPED

    async def _send_away(self, why: str) -> None:
        _logger.info("sent away from the door of %s: %s", self._publishing.name.stream, why)
        try:
            await asyncio.to_thread(self._engine.kick, self._publishing)
        except EngineAway as error:
            _logger.warning("The media server sends nobody away: %s", error)


def _is_long_ago(began: float) -> bool:
    return asyncio.get_running_loop().time() - began > _STEADY_AFTER
