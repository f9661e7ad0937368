"""Who sends to the media server before the fair, and a relay for each; it outlives restarts of the live process."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter

from everfair.live.engines.live_engine import EngineAway, InnerName, OutsideEngine, Publishing
from everfair.live.ingest.relay import Relay
from everfair.live.ingest.takes import TakeKeeper
from everfair.live.ingest.turns import Turns

_LOOK_SECONDS = 2.0

_logger = logging.getLogger(__name__)


class Relays:
    """The server tells by its hook that somebody comes, which is a moment before it lists them."""

    def __init__(self, engine: OutsideEngine, keeper: TakeKeeper) -> None:
        self._engine = engine
        self._keeper = keeper
        self._running: dict[tuple[InnerName, str], asyncio.Task[None]] = {}
        self._is_away = False
        self.turns = Turns(_LOOK_SECONDS)

    async def run(self) -> None:
        """Look again and again, and end all relays when cancelled."""
        try:
            async for _turn in self.turns:
                await self._look()
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _look(self) -> None:
        try:
            found = await asyncio.to_thread(self._engine.publishing)
        except EngineAway as error:
            if not self._is_away:
                _logger.warning("The media server does not answer: %s", error)
            self._is_away = True
            return
        self._is_away = False
        several = Counter(publishing.name.stream for publishing in found)
        for publishing in found:
            # Of two at once one is being sent away; the next look shows which.
            if several[publishing.name.stream] == 1 and (publishing.name, publishing.source) not in self._running:
                self._begin(publishing)

    def _begin(self, publishing: Publishing) -> None:
        known = (publishing.name, publishing.source)
        task = asyncio.create_task(self._relay(publishing))
        self._running[known] = task
        task.add_done_callback(lambda _: self._forget(known))

    async def _relay(self, publishing: Publishing) -> None:
        try:
            await Relay(self._engine, self._keeper, publishing).run()
        except Exception:
            _logger.exception("The relay of %s broke", publishing.name.stream)

    def _forget(self, known: tuple[InnerName, str]) -> None:
        del self._running[known]
        self.turns.hurry()
