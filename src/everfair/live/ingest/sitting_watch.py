"""Looks for what browsers send, and lets somebody attend to each sitting."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from everfair.live.ingest.parts import SILENT_AFTER_SECONDS
from everfair.live.ingest.spool import OVER, REFUSED, Sitting, sittings_under

_LOOK_SECONDS = 0.5

_logger = logging.getLogger(__name__)


class SittingWatch:
    """`kind` is the folder that the sittings lie in; `attend` reads one until it is over."""

    def __init__(self, root: Path, kind: str, attend: Callable[[Sitting], Coroutine[Any, Any, None]]) -> None:
        self._root = root
        self._kind = kind
        self._attend = attend
        self._desks: dict[Path, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Look for new sittings for ever; what a former process was reading is over."""
        for sitting in await asyncio.to_thread(self._sittings):
            if sitting.waiting()[:1] != [0]:
                sitting.end(OVER)
        while True:
            for sitting in await asyncio.to_thread(self._sittings):
                self._look_at(sitting)
            await asyncio.sleep(_LOOK_SECONDS)

    async def stop(self) -> None:
        for desk in self._desks.values():
            desk.cancel()
        await asyncio.gather(*self._desks.values(), return_exceptions=True)

    def _sittings(self) -> list[Sitting]:
        return list(sittings_under(self._root, self._kind))

    def _look_at(self, sitting: Sitting) -> None:
        if sitting.folder in self._desks:
            return
        ended_by = sitting.ended_by()
        if ended_by == REFUSED or (ended_by and not sitting.waiting()):
            if sitting.last_news() < time.time() - SILENT_AFTER_SECONDS:
                sitting.remove()
            return
        if ended_by == OVER:
            sitting.remove()
            return
        desk = asyncio.create_task(self._attend(sitting))
        self._desks[sitting.folder] = desk
        desk.add_done_callback(lambda done: self._leave(sitting, done))

    def _leave(self, sitting: Sitting, done: asyncio.Task[None]) -> None:
        self._desks.pop(sitting.folder, None)
        if not done.cancelled() and (error := done.exception()):
            _logger.error("What a browser sends could not be read", exc_info=error)
