"""A take that comes in: its tracks, and its note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from everfair.live.composer.derived_track import source_of
from everfair.live.composer.segments import Segment
from everfair.live.composer.stream_index import TakeKey, TrackOfTake
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.composer.track_watch import TrackWatch

_LOOK_FOR_TRACKS_EVERY = 5  # polls; tracks appear in a take's first second


class TakeWatch:
    def __init__(self, folder: TakeFolder, key: TakeKey, *, fps: float = 0.0) -> None:
        self.key = key
        self._folder = folder
        self._fps = fps
        self._watches: dict[str, TrackWatch] = {}
        self._tracks: dict[str, TrackOfTake] = {}
        self._polls = 0

    @property
    def has_derived(self) -> bool:
        """Whether it has tracks that lag behind."""
        return any(source_of(name) for name in self._watches)

    def news(self) -> Iterator[tuple[TrackOfTake, Segment]]:
        """Yield what has come since the last call, track by track."""
        if self._polls % _LOOK_FOR_TRACKS_EVERY == 0:
            self._look_for_tracks()
        self._polls += 1
        for name, watch in self._watches.items():
            for segment in watch.news():
                yield self._track(name, watch), segment

    def keep(self, track: TrackOfTake, segment: Segment) -> None:
        """Write into the index what the playlists list."""
        self._watches[track.name].keep(segment)

    def look_again(self) -> None:
        """Make the next `news` look for tracks too: the take is about to end."""
        self._polls = 0

    def end(self, moment: str) -> None:
        self._write_note({"ended": moment})

    def _look_for_tracks(self) -> None:
        for name in self._folder.tracks():
            if name not in self._watches:
                last = max((segment.number for segment in self._folder.segments(name)), default=-1)
                self._watches[name] = TrackWatch(self._folder.path / name, last=last)

    def _track(self, name: str, watch: TrackWatch) -> TrackOfTake:
        if name not in self._tracks and watch.facts:
            fps = self._fps if watch.facts.kind == "video" else 0.0
            self._tracks[name] = TrackOfTake(self.key, name, watch.facts, watch.init, fps)
            self._write_note({})
        return self._tracks[name]

    def _write_note(self, news: Mapping[str, Any]) -> None:
        note = self._folder.read_note() or {"public_id": self.key.public_id, "began": self.key.began, "ended": None}
        tracks = {name: _note_of(track) for name, track in self._tracks.items()}
        self._folder.write_note({**note, "tracks": {**note.get("tracks", {}), **tracks}, **news})


def _note_of(track: TrackOfTake) -> dict[str, Any]:
    measured = {"fps": track.fps} if track.fps else {}
    return {**track.facts.as_dict(), **measured, "init": track.init, "bandwidth": track.rate.peak}
