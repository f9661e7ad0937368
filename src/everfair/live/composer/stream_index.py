"""All segments of one stream, as its two views list them: the audience's, and the team's with what is backstage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from everfair.live.composer.init_segment import TrackFacts
from everfair.live.composer.master import Floor, Rate, Track, render_master
from everfair.live.composer.segments import Segment
from everfair.live.composer.timeline import Entry, TakeTrack, Timeline, render_recording
from everfair.live.places import AUDIO, BACKSTAGE, INIT, PUBLIC, TAKES, TEAM, VIDEO

WINDOW = 8


class TakeKey(NamedTuple):
    """Takes are listed in this order: by when they began."""

    began: str
    public_id: str
    is_public: bool

    def folder(self, track: str) -> str:
        return f"{TAKES if self.is_public else BACKSTAGE}/{self.public_id}/{track}"


@dataclass(frozen=True, slots=True)
class TrackOfTake:
    """A track while its take comes in: what it is, and how many bits a second it takes."""

    take: TakeKey
    name: str
    facts: TrackFacts
    init: str = INIT
    fps: float = 0.0
    rate: Rate = field(default_factory=Rate)

    def measured(self) -> Track:
        return Track(self.facts, self.rate.peak, self.rate.average, self.fps)


@dataclass(slots=True)
class View:
    """What one kind of viewer may see."""

    keep: float
    timelines: dict[str, Timeline] = field(default_factory=dict)
    _turns: dict[str, int] = field(default_factory=dict)
    _tracks: dict[str, TrackOfTake] = field(default_factory=dict)

    def append(self, track: TrackOfTake, segment: Segment) -> None:
        turn = self._turns.setdefault(track.take.public_id, len(self._turns))
        place = TakeTrack(turn, track.take.folder(track.name), track.init)
        self.timelines.setdefault(track.name, Timeline(self.keep)).append(Entry(place, segment))
        if track.facts.codecs:
            self._tracks[track.name] = track

    def live(self, *, has_ended: bool) -> dict[str, str]:
        """Render the live playlists, by file name; all cover the same time."""
        span = max((timeline.span(WINDOW) for timeline in self.timelines.values()), default=0.0)
        return {
            f"{name}.m3u8": timeline.live(WINDOW, span, has_ended=has_ended)
            for name, timeline in self.timelines.items()
        }

    def dvr(self, *, has_ended: bool) -> dict[str, str]:
        return {f"dvr-{name}.m3u8": timeline.dvr(has_ended=has_ended) for name, timeline in self.timelines.items()}

    def masters(self, floor: Floor) -> dict[str, str]:
        """Render the master playlists of the live and the DVR window."""
        return {"master.m3u8": self.master(floor), "dvr.m3u8": self.master(floor, "dvr-")} if self.timelines else {}

    def master(self, floor: Floor, prefix: str = "") -> str:
        video, audio = (self._tracks[name].measured() if name in self._tracks else None for name in (VIDEO, AUDIO))
        return render_master(video, audio, floor, prefix=prefix)

    @property
    def longest_dvr(self) -> int:
        """How many segments the longest DVR playlist lists."""
        return max((timeline.length for timeline in self.timelines.values()), default=0)


class StreamIndex:
    """Takes in order, and only forwards: what comes late from a take that has been followed is not listed any more."""

    def __init__(self, keep: float) -> None:
        self.views = {PUBLIC: View(keep), TEAM: View(keep)}
        self._newest: TakeKey | None = None
        self._last: dict[str, TakeKey] = {}
        self._listed: set[str] = set()

    @property
    def is_empty(self) -> bool:
        return self._newest is None

    def keep(self, seconds: float) -> None:
        """Make the DVR window so many seconds long from now on."""
        for view in self.views.values():
            view.keep = seconds
            for timeline in view.timelines.values():
                timeline.keep = seconds

    def append(self, track: TrackOfTake, segment: Segment) -> bool:
        """List a segment; False when its take comes too late."""
        if not self._is_in_order(track):
            return False
        self._listed.add(track.take.public_id)
        self._last[track.name] = track.take
        self._newest = max(self._newest, track.take) if self._newest else track.take
        track.rate.add(segment.size, segment.seconds)
        self.views[TEAM].append(track, segment)
        if track.take.is_public:
            self.views[PUBLIC].append(track, segment)
        return True

    def _is_in_order(self, track: TrackOfTake) -> bool:
        last = self._last.get(track.name)
        if last is not None and track.take < last:
            return False
        return track.take.public_id in self._listed or self._newest is None or track.take > self._newest


class KeptTake(NamedTuple):
    """A take as the disk holds it: per track the file of its init segment and the segments that are still there."""

    take: TakeKey
    tracks: dict[str, tuple[str, list[Segment]]]


def render_recordings(takes: Iterable[KeptTake]) -> dict[str, str]:
    """Render the video on demand of each track, by file name; `takes` are those of one view, in order."""
    kept = [take for take in takes if any(segments for _, segments in take.tracks.values())]
    names = {name: None for take in kept for name in take.tracks}
    found = {f"vod-{name}.m3u8": render_recording(_entries(kept, name)) for name in names}
    return {file: text for file, text in found.items() if text}


def _entries(takes: list[KeptTake], name: str) -> Iterator[Entry]:
    for turn, take in enumerate(takes):
        init, segments = take.tracks.get(name, ("", []))
        place = TakeTrack(turn, take.take.folder(name), init)
        for segment in segments:
            yield Entry(place, segment)
