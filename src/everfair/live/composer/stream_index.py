"""All segments of one stream, as its two views list them: the audience's, and the team's with what is backstage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from everfair.live.composer.derived_track import DerivedTrack, source_of, woven
from everfair.live.composer.init_segment import TrackFacts
from everfair.live.composer.master import Rate, Sounds, Track, render_master
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
        return Track(self.name, self.facts, self.rate.peak, self.rate.average, self.fps)


@dataclass(slots=True)
class View:
    """What one kind of viewer may see."""

    keep: float
    timelines: dict[str, Timeline] = field(default_factory=dict)
    _derived: dict[str, DerivedTrack] = field(default_factory=dict)
    _turns: dict[str, int] = field(default_factory=dict)
    _tracks: dict[str, dict[str, TrackOfTake]] = field(default_factory=dict)  # by name and take
    _places: dict[TakeTrack, TakeTrack] = field(default_factory=dict)  # each once, however many segments name it

    def append(self, track: TrackOfTake, segment: Segment) -> None:
        turn = self._turns.setdefault(track.take.public_id, len(self._turns))
        place = TakeTrack(turn, track.take.folder(track.name), track.init)
        entry = Entry(self._places.setdefault(place, place), segment)
        timeline = self.timelines.setdefault(track.name, Timeline(self.keep))
        if source := source_of(track.name):
            self._derive(track.name, source, timeline).append(entry)
        else:
            timeline.append(entry)
            for name, derived in self._derived.items():
                if source_of(name) == track.name:
                    derived.offer(entry)
        if track.facts.codecs:
            self._tracks.setdefault(track.name, {})[track.take.public_id] = track

    def live(self, *, has_ended: bool, is_settled: bool = True) -> dict[str, str]:
        """Render the live playlists, by file name; all cover the same time."""
        span = max((timeline.span(WINDOW) for timeline in self.timelines.values()), default=0.0)
        return {
            f"{name}.m3u8": timeline.live(WINDOW, span, has_ended=self._is_over(name, has_ended, is_settled))
            for name, timeline in self.timelines.items()
        }

    def dvr(self, *, has_ended: bool, is_settled: bool = True) -> dict[str, str]:
        return {
            f"dvr-{name}.m3u8": timeline.dvr(has_ended=self._is_over(name, has_ended, is_settled))
            for name, timeline in self.timelines.items()
        }

    def fill(self) -> None:
        """Let derived tracks end where their sources do: nothing of their own is to come."""
        for derived in self._derived.values():
            derived.fill()

    def masters(self, sounds: Sounds) -> dict[str, str]:
        """Render the master playlists of the live and the DVR window."""
        return {"master.m3u8": self.master(sounds), "dvr.m3u8": self.master(sounds, "dvr-")} if self.timelines else {}

    def master(self, sounds: Sounds, prefix: str = "", *, recorded: Collection[str] | None = None) -> str:
        """Render one of them, of the tracks that are `recorded`, else of those that are still made.

        A recording has all takes of a track, and is announced by the one that takes the most bits.
        """
        made = [
            (max(takes.values(), key=_peak) if recorded is not None else list(takes.values())[-1]).measured()
            for name, takes in self._tracks.items()
            if (name in recorded if recorded is not None else self._is_made(name))
        ]
        video = [track for track in made if track.name.startswith(VIDEO)]
        audio = [track for track in made if track.name.startswith(AUDIO)]
        video.sort(key=lambda track: (track.name != VIDEO, -track.facts.height))
        return render_master(video, sorted(audio, key=lambda track: track.name), sounds, prefix=prefix)

    @property
    def has_rungs(self) -> bool:
        return any(source_of(name) == VIDEO for name in self._derived)

    def _derive(self, name: str, source: str, timeline: Timeline) -> DerivedTrack:
        if name not in self._derived:
            listed = self.timelines[source].listed if source in self.timelines else []
            self._derived[name] = DerivedTrack(timeline, listed)
        return self._derived[name]

    def _is_made(self, name: str) -> bool:
        return name not in self._derived or self._derived[name].is_made

    def _is_over(self, name: str, has_ended: bool, is_settled: bool) -> bool:  # noqa: FBT001 -- one caller, one line
        return has_ended and (is_settled or name not in self._derived)

    @property
    def longest_dvr(self) -> int:
        """How many segments the longest DVR playlist lists."""
        return max((timeline.length for timeline in self.timelines.values()), default=0)


def _peak(track: TrackOfTake) -> int:
    return track.rate.peak


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
    found = {f"vod-{name}.m3u8": render_recording(_all_entries(kept, name)) for name in names}
    return {file: text for file, text in found.items() if text}


def _all_entries(takes: list[KeptTake], name: str) -> Iterable[Entry]:
    source = source_of(name)
    own = _entries(takes, name)
    return woven(own, _entries(takes, source)) if source else own


def _entries(takes: list[KeptTake], name: str) -> Iterator[Entry]:
    for turn, take in enumerate(takes):
        init, segments = take.tracks.get(name, ("", []))
        place = TakeTrack(turn, take.take.folder(name), init)
        for segment in segments:
            yield Entry(place, segment)
