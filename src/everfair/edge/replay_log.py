"""The last messages of all channels, in the order of their commits.

PostgreSQL delivers notifications to every listener in the same order, so the place of an id in this log
means the same in every web process. Ids are compared for equality only: a number drawn earlier may commit later.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import NamedTuple


class Entry(NamedTuple):
    """One message, framed for the wire."""

    id: str
    channel: str
    frame: bytes


class ReplayLog:
    """Bounded by entries and by bytes."""

    def __init__(self, *, entries: int = 8192, size: int = 16 * 2**20) -> None:
        self._most_entries = entries
        self._most_bytes = size
        self._bytes = 0
        self._first = 0
        self._entries: deque[Entry] = deque()
        self._places: dict[str, int] = {}

    @property
    def last_id(self) -> str | None:
        return self._entries[-1].id if self._entries else None

    def append(self, entry: Entry) -> None:
        self._places[entry.id] = self._first + len(self._entries)
        self._entries.append(entry)
        self._bytes += len(entry.frame)
        while len(self._entries) > self._most_entries or (self._bytes > self._most_bytes and len(self._entries) > 1):
            oldest = self._entries.popleft()
            self._bytes -= len(oldest.frame)
            if self._places.get(oldest.id) == self._first:
                del self._places[oldest.id]
            self._first += 1

    def since(self, last_id: str) -> list[Entry] | None:
        """Return what came after this id; None if the log does not reach back to it."""
        place = self._places.get(last_id)
        if place is None:
            return None
        newer = self._first + len(self._entries) - place - 1
        return list(islice(reversed(self._entries), newer))[::-1]

    def clear(self) -> None:
        self._first += len(self._entries)
        self._entries.clear()
        self._places.clear()
        self._bytes = 0
