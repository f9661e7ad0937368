"""What is derived from the takes that are open: begun, watched over, and ended with them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from django.db import DatabaseError

from everfair.live.ingest.books import in_thread
from everfair.live.models import Take

_LONGEST_WAIT = 30.0
_STEADY_AFTER = 60.0
_TO_END_BY_ITSELF = 30.0
_AT_THE_END = 2.0

_logger = logging.getLogger(__name__)


class WorkKey(NamedTuple):
    """Names a work. One that outlives takes has none: it is cancelled as soon as nobody wants it."""

    stream: str
    take: str
    what: str


class Work(Protocol):
    async def run(self) -> None:
        """Work until the take has ended and all of it was read; whatever happens, leave no ffmpeg behind."""


MakeWork = Callable[[], Work]


class Deriver(Protocol):
    def wanted(self, takes: Sequence[Take]) -> Mapping[WorkKey, MakeWork]:
        """Return what there is to do for the open takes; called in a thread, with the database."""


class Settler(Protocol):
    """The composer, as far as works need it."""

    def settle(self, stream: str, take: str) -> Future[None]: ...


@dataclass(slots=True)
class _Running:
    task: asyncio.Task[None]
    begun: float
    until: float | None = None


class Derivations:
    """`look` is to be called every second: it begins what is wanted, and what failed again, after a while."""

    def __init__(
        self, composer: Settler, derivers: Sequence[Deriver], open_takes: Callable[[], Sequence[Take]] | None = None
    ) -> None:
        self._composer = composer
        self._open_takes = open_takes or _open_takes
        self._derivers = derivers
        self._wanted: list[Mapping[WorkKey, MakeWork]] = [{} for _ in derivers]
        self._running: dict[WorkKey, _Running] = {}
        self._over: set[WorkKey] = set()
        self._failures: dict[WorkKey, int] = {}
        self._not_before: dict[WorkKey, float] = {}

    async def look(self) -> None:
        """Compare what runs with what is wanted."""
        takes, wanted = await in_thread(self._read)
        for key in [key for key, running in self._running.items() if running.task.done()]:
            self._leave(key)
        self._forget(wanted)
        for key, running in self._running.items():
            if key not in wanted:
                _let_end(running, at_once=key.take in takes or not key.take)
        for key, make in wanted.items():
            if key not in self._running and key not in self._over and time.monotonic() >= self._not_before.get(key, 0):
                self._running[key] = _Running(asyncio.create_task(make().run(), name=str(key)), time.monotonic())

    async def stop(self) -> None:
        """Give what ends by itself a moment, and end the rest."""
        tasks = [running.task for running in self._running.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=_AT_THE_END)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for stream, take in {(key.stream, key.take) for key in self._running if key.take}:
            self._composer.settle(stream, take)

    def _read(self) -> tuple[set[str], dict[WorkKey, MakeWork]]:
        takes = self._open_takes()
        for number, deriver in enumerate(self._derivers):
            try:
                self._wanted[number] = deriver.wanted(takes)
            except DatabaseError:
                raise
            except Exception:  # its works go on as they are, and those of the others must
                _logger.exception("%s could not tell what it wants", type(deriver).__name__)
        wanted = {key: make for found in self._wanted for key, make in found.items()}
        return {take.public_id for take in takes}, wanted

    def _leave(self, key: WorkKey) -> None:
        """Note how a work ended; the last of a take lets the composer list what it wrote last."""
        running = self._running.pop(key)
        if running.task.cancelled():
            _logger.info("%s was ended", key)
        elif error := running.task.exception():
            failures = 0 if time.monotonic() - running.begun > _STEADY_AFTER else self._failures.get(key, 0)
            self._failures[key] = failures + 1
            wait = min(_LONGEST_WAIT, 2.0**failures)
            self._not_before[key] = time.monotonic() + wait
            _logger.warning("%s failed, next try in %.0f s: %r", key, wait, error)
        else:
            self._over.add(key)
        if key.take and not any(other.take == key.take for other in self._running):
            self._composer.settle(key.stream, key.take)

    def _forget(self, wanted: Mapping[WorkKey, MakeWork]) -> None:
        self._over &= wanted.keys()
        for kept in (self._failures, self._not_before):
            for key in kept.keys() - wanted.keys():
                del kept[key]


def _open_takes() -> list[Take]:
    return list(Take.objects.filter(ended_at__isnull=True).select_related("stream").order_by("pk"))


def _let_end(running: _Running, *, at_once: bool) -> None:
    """Cancel a work that nobody wants; one whose take is over has a while to read the rest of it."""
    if running.until is None:
        running.until = time.monotonic() + (0.0 if at_once else _TO_END_BY_ITSELF)
    if time.monotonic() >= running.until:
        running.task.cancel()
