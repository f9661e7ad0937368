"""A recording's timeline: which moment stands at which second. Breaks between takes take no time in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from everfair.live.places import AUDIO, VIDEO, StreamPlace

_TIME = "#EXT-X-PROGRAM-DATE-TIME:"
_LENGTH = "#EXTINF:"
_SHORTEST = 0.1


class Stretch(NamedTuple):
    """Some seconds without a break, which begin at a second of the recording and at a moment."""

    position: float
    begins: datetime
    seconds: float

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class RecordingTimeline:
    """Stretches in their order, by position and by the clock."""

    stretches: tuple[Stretch, ...]

    @property
    def seconds(self) -> float:
        last = self.stretches[-1] if self.stretches else None
        return last.position + last.seconds if last else 0.0

    def moment_at(self, position: float) -> datetime | None:
        """Return the moment that a second of the recording shows; None outside of it."""
        if not 0 <= position < self.seconds:
            return None
        stretch = self.stretches[bisect_right(self.stretches, position, key=lambda one: one.position) - 1]
        return stretch.begins + timedelta(seconds=position - stretch.position)

    def span_of(self, begins: datetime, seconds: float) -> tuple[float, float] | None:
        """Return from where to where the recording shows what the clock spans; None for what fell into a break."""
        ends = begins + timedelta(seconds=seconds)
        first = bisect_right(self.stretches, begins, key=lambda one: one.ends)
        parts: list[tuple[float, float]] = []
        for stretch in self.stretches[first:]:
            if stretch.begins >= ends:
                break
            parts.append((_place(stretch, max(begins, stretch.begins)), _place(stretch, min(ends, stretch.ends))))
        if not parts or parts[-1][1] - parts[0][0] < _SHORTEST:
            return None
        return parts[0][0], parts[-1][1]


def timeline_of(place: StreamPlace) -> RecordingTimeline | None:
    """Read the timeline of what the audience sees of a recording; None while there is none."""
    for track in (VIDEO, AUDIO):
        text = _text(place.playlists(is_public=True) / f"vod-{track}.m3u8")
        timeline = read_timeline(text)
        if timeline.stretches:
            return timeline
    return None


def read_timeline(playlist: str) -> RecordingTimeline:
    """Read it from a playlist of ours, which tells the time where a take begins and every few segments."""
    stretches: list[Stretch] = []
    position, seconds = 0.0, 0.0
    for line in playlist.splitlines():
        if line.startswith(_TIME):
            stretches.append(Stretch(position, datetime.fromisoformat(line.removeprefix(_TIME)), 0.0))
        elif line.startswith(_LENGTH):
            seconds = float(line.removeprefix(_LENGTH).partition(",")[0])
        elif line and not line.startswith("#"):
            position += seconds
            if stretches:
                stretches[-1] = stretches[-1]._replace(seconds=stretches[-1].seconds + seconds)
    return RecordingTimeline(tuple(stretches))


def _place(stretch: Stretch, moment: datetime) -> float:
    return stretch.position + (moment - stretch.begins).total_seconds()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
