"""A track that is made out of another while that comes in, as one view lists it.

It lags behind its source, begins after it, and may fail. Where it lacks something its playlist lists the source's
segments instead, so that whoever plays it never waits for what does not come, and can go back as far as all others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from everfair.live.composer.timeline import Entry, Timeline
from everfair.live.places import AUDIO, VIDEO

LATE_SECONDS = 8.0  # so much of the source comes before it steps in
_ROUNDING = timedelta(milliseconds=20)  # what lies so little before a segment is its own
_GONE_SECONDS = 60.0  # so much of it, and the track counts as no longer made

_Place = tuple[int, datetime]


def source_of(name: str) -> str | None:
    """Return the name of the track that it is made out of; None for one that comes in itself."""
    source, dash, _ = name.partition("-")
    return source if dash and source in {VIDEO, AUDIO} else None


class DerivedTrack:
    """Times are compared within a take only: between takes the clock of the machine may have been set."""

    def __init__(self, timeline: Timeline, listed: Iterable[Entry] = ()) -> None:
        self.timeline = timeline
        self._waiting = deque(listed)
        self._seconds = sum(entry.segment.seconds for entry in self._waiting)
        self._covered: _Place | None = None
        self._missed = 0.0

    @property
    def is_made(self) -> bool:
        """Whether its own segments come."""
        return self._missed <= _GONE_SECONDS

    def append(self, entry: Entry) -> None:
        """List a segment of its own, after what it lacked before; one whose place was filled meanwhile is dropped."""
        self._missed = 0.0
        if self._covered and _middle(entry) < self._covered:
            return
        begins = _begins(entry)
        while self._waiting and _middle(self._waiting[0]) < begins:
            self._list(self._take_waiting())
        self._list(entry)
        while self._waiting and _middle(self._waiting[0]) < _ends(entry):
            self._take_waiting()

    def offer(self, entry: Entry) -> None:
        """Keep a segment of the source at hand."""
        self._missed += entry.segment.seconds
        if self._covered is None or _middle(entry) >= self._covered:
            self._waiting.append(entry)
            self._seconds += entry.segment.seconds
        while self._waiting and self._seconds - self._waiting[0].segment.seconds >= LATE_SECONDS:
            self._list(self._take_waiting())

    def fill(self) -> None:
        """List all that it lacks: nothing of its own is to come."""
        while self._waiting:
            self._list(self._take_waiting())

    def _list(self, entry: Entry) -> None:
        self.timeline.append(entry)
        self._covered = _ends(entry)

    def _take_waiting(self) -> Entry:
        entry = self._waiting.popleft()
        self._seconds -= entry.segment.seconds
        return entry


def woven(own: Iterable[Entry], source: Iterable[Entry], keep: float = float("inf")) -> Iterable[Entry]:
    """Return a derived track as a recording lists it: all of its own segments, and the source's where it has none."""
    timeline = Timeline(keep)
    track = DerivedTrack(timeline, source)
    for entry in own:
        track.append(entry)
    track.fill()
    return timeline.listed


def _begins(entry: Entry) -> _Place:
    return entry.track.turn, datetime.fromisoformat(entry.segment.at) - _ROUNDING


def _middle(entry: Entry) -> _Place:
    return entry.track.turn, datetime.fromisoformat(entry.segment.at) + timedelta(seconds=entry.segment.seconds / 2)


def _ends(entry: Entry) -> _Place:
    return entry.track.turn, datetime.fromisoformat(entry.segment.at) + timedelta(seconds=entry.segment.seconds)
