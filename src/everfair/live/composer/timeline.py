"""A track as one view of the stream lists it: takes one after the other, numbered on for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import floor
from typing import NamedTuple

from everfair.live.composer.segments import Segment

_LEFT_BEHIND = 512  # so many entries that slid out are carried along before the lists are cut
_TIME_EVERY = 10  # a long playlist tells the time with every tenth segment: players count on from there


class TakeTrack(NamedTuple):
    """A track of a take in a view; `turn` is its take's number there, which players know as discontinuity sequence."""

    turn: int
    folder: str
    init: str

    @property
    def map_line(self) -> str:
        return f'#EXT-X-MAP:URI="{self.folder}/{self.init}"\n'


class Entry(NamedTuple):
    track: TakeTrack
    segment: Segment

    @property
    def time_line(self) -> str:
        return f"#EXT-X-PROGRAM-DATE-TIME:{self.segment.at}\n" if self.segment.at else ""

    @property
    def media_lines(self) -> str:
        return f"#EXTINF:{self.segment.seconds:.5f},\n{self.track.folder}/{self.segment.file}\n"

    def alone(self) -> str:
        """Its lines where it is the first of a playlist."""
        return self.track.map_line + self.time_line + self.media_lines

    def after(self, last: Entry, *, with_time: bool) -> str:
        """Its lines where it follows `last`; a take that the track lacks counts as a discontinuity of its own."""
        if self.track == last.track:
            return (self.time_line if with_time else "") + self.media_lines
        return "#EXT-X-DISCONTINUITY\n" * (self.track.turn - last.track.turn) + self.alone()


@dataclass(slots=True)
class Timeline:
    """Holds what the last `keep` seconds list; what is older leaves on the left and only counts."""

    keep: float
    _entries: list[Entry] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _first: int = 0
    _gone: int = 0
    _seconds: float = 0.0
    _live_from: int = 0
    longest: int = 1

    @property
    def count(self) -> int:
        """How many segments there have been, those that left included."""
        return self._gone + len(self._entries)

    @property
    def length(self) -> int:
        """How many segments it lists."""
        return len(self._entries) - self._first

    @property
    def listed(self) -> list[Entry]:
        return self._entries[self._first :]

    @property
    def last(self) -> Entry | None:
        return self._entries[-1] if self._entries else None

    def append(self, entry: Entry) -> None:
        with_time = self.count % _TIME_EVERY == 0
        self._lines.append(entry.after(self.last, with_time=with_time) if self.last else "")
        self._entries.append(entry)
        self.longest = max(self.longest, rounded(entry.segment.seconds))
        self._seconds += entry.segment.seconds
        while self._seconds - self._entries[self._first].segment.seconds >= self.keep:
            self._seconds -= self._entries[self._first].segment.seconds
            self._first += 1
        if self._first > _LEFT_BEHIND:
            self._forget()

    def span(self, window: int) -> float:
        """Return the seconds of the newest `window` segments."""
        return sum(entry.segment.seconds for entry in self._entries[-window:])

    def live(self, window: int, span: float, *, has_ended: bool) -> str:
        """Render the newest segments, each with its time: at least `window` of them, and at least `span` seconds."""
        start = self._slide(window, span)
        shown = self._entries[start:]
        longest = max((rounded(entry.segment.seconds) for entry in shown), default=1)
        lines = [entry.after(last, with_time=True) for last, entry in pairwise(shown)]
        return self._render(start, lines, longest=longest, has_ended=has_ended)

    def _slide(self, window: int, span: float) -> int:
        """Move the live window to the right, and never back: what left it is not listed again."""
        start, seconds = len(self._entries), 0.0
        while start > self._first and (len(self._entries) - start < window or seconds < span):
            start -= 1
            seconds += self._entries[start].segment.seconds
        self._live_from = max(self._live_from, self._gone + start)
        return self._live_from - self._gone

    def dvr(self, *, has_ended: bool) -> str:
        """Render all that the window keeps."""
        return self._render(self._first, self._lines[self._first + 1 :], longest=self.longest, has_ended=has_ended)

    def _render(self, start: int, lines: list[str], *, longest: int, has_ended: bool) -> str:
        first = self._entries[start]
        head = header(longest, self._gone + start, first.track.turn)
        return "".join([head, first.alone(), *lines, "#EXT-X-ENDLIST\n" if has_ended else ""])

    def _forget(self) -> None:
        del self._entries[: self._first], self._lines[: self._first]
        self._gone += self._first
        self._first = 0


def rounded(seconds: float) -> int:
    """Round as RFC 8216 asks where a target duration is compared: to the nearest whole second."""
    return max(1, floor(seconds + 0.5))


def header(longest: int, number: int, turn: int, *more: str) -> str:
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        *more,
        f"#EXT-X-TARGETDURATION:{longest}",
        f"#EXT-X-MEDIA-SEQUENCE:{number}",
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{turn}",
        "#EXT-X-INDEPENDENT-SEGMENTS",
    ]
    return "\n".join(lines) + "\n"


def render_recording(entries: Iterable[Entry]) -> str:
    """Render all segments as one finished video on demand; empty when there are none."""
    lines: list[str] = []
    longest, last, turn = 1, None, 0
    for entry in entries:
        longest = max(longest, rounded(entry.segment.seconds))
        turn = entry.track.turn if last is None else turn
        lines.append(entry.alone() if last is None else entry.after(last, with_time=len(lines) % _TIME_EVERY == 0))
        last = entry
    if last is None:
        return ""
    return "".join([header(longest, 0, turn, "#EXT-X-PLAYLIST-TYPE:VOD"), *lines, "#EXT-X-ENDLIST\n"])
