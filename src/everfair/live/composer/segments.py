"""Segments of a track, and the index that is kept of them beside them: `segments.txt`, one line a segment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

INDEX = "segments.txt"
_FILE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}\Z")


class Segment(NamedTuple):
    """`at` is the moment of its first frame, as RFC 3339 writes it; `number` counts within its track's take."""

    number: int
    seconds: float
    at: str
    file: str
    size: int

    def line(self) -> str:
        return f"{self.number} {self.seconds:.6f} {self.at} {self.file} {self.size}\n"


class Window(NamedTuple):
    """A part of a stream, from moment to moment; None is its own beginning or end."""

    begins: datetime | None = None
    ends: datetime | None = None

    def holds(self, segment: Segment) -> bool:
        """Whether the middle of a segment lies inside: so a cut is at most half a segment off, alike for all tracks."""
        middle = datetime.fromisoformat(segment.at) + timedelta(seconds=segment.seconds / 2)
        return (self.begins is None or middle >= self.begins) and (self.ends is None or middle < self.ends)


def read_line(line: str) -> Segment | None:
    """Return the segment of an index line; None for a line that a full disk or a crash has cut short."""
    words = line.split(" ")
    try:
        number, seconds, at, file, size = words
        return Segment(int(number), float(seconds), at, file, int(size)) if line.endswith("\n") else None
    except ValueError:
        return None


def read_index(text: str) -> Iterator[Segment]:
    """Yield the segments of an index in their order, without what is broken or not in order."""
    last = -1
    for line in text.splitlines(keepends=True):
        segment = read_line(line)
        if segment is not None and segment.number > last:
            last = segment.number
            yield segment


def is_file_name(name: str) -> bool:
    """Whether a name from a playlist may be that of a file beside it."""
    return _FILE.match(name) is not None
