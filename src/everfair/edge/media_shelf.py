"""Media files in memory: each is read once, however many ask for it at the same moment."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from everfair.edge.media_source import Source, TooLarge, Version
from everfair.edge.sized_store import Sized, SizedStore

Made = TypeVar("Made", bound=Sized)


class _Kept(Generic[Made]):
    __slots__ = ("looked", "made", "version")

    def __init__(self, made: Made, version: Version) -> None:
        self.made = made
        self.version = version
        self.looked = time.monotonic()

    @property
    def size(self) -> int:
        return self.made.size


class Shelf(Generic[Made]):
    """Keeps what `make` makes of each file; looks whether a file has changed at most every `patience` seconds."""

    def __init__(
        self, source: Source, make: Callable[[str, bytes, Version], Made], *, limit: int, patience: float
    ) -> None:
        self._source = source
        self._make = make
        self._patience = patience
        self._largest = limit // 8
        self._kept: SizedStore[str, _Kept[Made]] = SizedStore(limit)
        self._reading: dict[tuple[str, Version], asyncio.Task[Made]] = {}

    @property
    def size(self) -> int:
        return self._kept.size

    def fresh(self, name: str) -> Made | None:
        """Return what is kept of the file, if it was looked at just now."""
        kept = self._kept.get(name)
        if kept is None or time.monotonic() - kept.looked > self._patience:
            return None
        return kept.made

    async def find(self, name: str) -> Made:
        """Return what the file is now; `OSError` where there is none, `TooLarge` where it cannot be kept."""
        version = await self._look(name)
        kept = self._kept.get(name)
        if kept is not None and kept.version == version:
            kept.looked = time.monotonic()
            return kept.made
        if version.length > self._largest:
            self._kept.drop(name)
            raise TooLarge
        return await self._read_once(name, version)

    def measure(self, name: str, made: Made) -> None:
        """Count it again: it has grown."""
        kept = self._kept.get(name)
        if kept is not None and kept.made is made:
            self._kept.put(name, kept)

    async def _look(self, name: str) -> Version:
        try:
            return await self._source.look(name)
        except OSError:
            self._kept.drop(name)
            raise

    async def _read_once(self, name: str, version: Version) -> Made:
        """Read in a task of its own: the first reader may leave."""
        task = self._reading.get((name, version))
        if task is None:
            self._reading[name, version] = task = asyncio.create_task(self._read(name))
            task.add_done_callback(lambda done: self._finish((name, version), done))
        return await asyncio.shield(task)

    async def _read(self, name: str) -> Made:
        body, version = await self._source.read(name, self._largest)
        made = self._make(name, body, version)
        self._kept.put(name, _Kept(made, version))
        return made

    def _finish(self, key: tuple[str, Version], done: asyncio.Task[Made]) -> None:
        self._reading.pop(key, None)
        if not done.cancelled():
            done.exception()
