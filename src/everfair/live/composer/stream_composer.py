"""The playlists of one stream: reads what its takes bring, writes what its viewers fetch."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from everfair.live.composer.init_segment import TrackFacts
from everfair.live.composer.master import Floor
from everfair.live.composer.segments import Window
from everfair.live.composer.stream_index import StreamIndex, TakeKey, TrackOfTake, View, render_recordings
from everfair.live.composer.take_folder import TakeFolder, takes_on_disk, write_whole
from everfair.live.composer.take_watch import TakeWatch
from everfair.live.composer.track_watch import moment
from everfair.live.places import PUBLIC, TEAM, StreamPlace

# A DVR playlist of hours is hundreds of kB: it is written for every segment while short, then every so often.
_LONG_DVR = 600
_LONG_DVR_EVERY_SECONDS = 3.0


class StreamFacts(NamedTuple):
    """What the fair knows of a stream that its playlists show."""

    language: str = "zh"
    dvr_seconds: float = 7200.0
    has_ended: bool = False
    shown: Window = Window()


@dataclass(frozen=True, slots=True)
class NewTake:
    """A take that is about to come in."""

    public_id: str
    is_public: bool
    fps: float = 0.0


class StreamComposer:
    def __init__(self, place: StreamPlace, facts: StreamFacts) -> None:
        self._place = place
        self._facts = facts
        self._index = StreamIndex(facts.dvr_seconds)
        self._watches: dict[str, TakeWatch] = {}
        self._written: dict[str, int] = {}
        self._dvr_due: dict[str, float] = {}
        self._rebuild()

    @property
    def is_idle(self) -> bool:
        """Whether nothing comes in, and nothing is waited for: it has ended, or never began."""
        return not self._watches and (self._facts.has_ended or self._index.is_empty)

    def begin(self, take: NewTake) -> None:
        """Watch a take from now on."""
        folder = TakeFolder(self._place, take.public_id, take.is_public)
        folder.path.mkdir(parents=True, exist_ok=True)
        fresh = {"public_id": take.public_id, "began": moment(time.time()), "tracks": {}}
        folder.write_note({**fresh, **(folder.read_note() or {}), "ended": None})
        key = folder.key()
        if key is not None:
            self._watches[take.public_id] = TakeWatch(folder, key, fps=take.fps)

    def finish(self, public_id: str) -> None:
        """Read a take for the last time: its encoder is gone."""
        watch = self._watches.get(public_id)
        if watch is not None:
            watch.look_again()
            self.poll()
            del self._watches[public_id]
            watch.end(moment(time.time()))
            if self._facts.has_ended:
                self.write()

    def tell(self, facts: StreamFacts) -> None:
        """Take over what the fair knows; after an end the recording plays at once."""
        if facts != self._facts:
            self._facts = facts
            self._index.keep(facts.dvr_seconds)
            self.write()

    def poll(self) -> None:
        """Read the takes, and write the playlists if there is news."""
        has_news = False
        for watch in sorted(self._watches.values(), key=lambda watch: watch.key):
            has_news = self._read(watch) or has_news
        if has_news:
            self.write()

    def write(self) -> None:
        """Write every playlist that has changed."""
        for name, view in self._index.views.items():
            if view.timelines:
                is_long = view.longest_dvr > _LONG_DVR and not self._facts.has_ended
                self._write(name, view.live(has_ended=self._facts.has_ended))
                if not is_long or time.monotonic() >= self._dvr_due.get(name, 0.0):
                    self._dvr_due[name] = time.monotonic() + _LONG_DVR_EVERY_SECONDS
                    self._write(name, view.dvr(has_ended=self._facts.has_ended))
                self._write(name, view.masters(self._floor))
                if self._facts.has_ended:
                    self._write_recording(name, view)

    @property
    def _floor(self) -> Floor:
        return Floor(self._facts.language)

    def _read(self, watch: TakeWatch) -> bool:
        has_news = False
        for track, segment in watch.news():
            if self._index.append(track, segment):
                watch.keep(track, segment)
                has_news = True
        return has_news

    def _write_recording(self, name: str, view: View) -> None:
        found = takes_on_disk(self._place)
        takes = [folder.kept(key, self._facts.shown) for key, folder in found if name == TEAM or key.is_public]
        playlists = render_recordings(takes)
        self._write(name, {**playlists, "vod.m3u8": view.master(self._floor, "vod-")} if playlists else {})

    def _write(self, view: str, playlists: Mapping[str, str]) -> None:
        folder = self._place.playlists(is_public=view == PUBLIC)
        for file, text in playlists.items():
            place = f"{view}/{file}"
            if self._written.get(place) != hash(text):
                folder.mkdir(parents=True, exist_ok=True)
                write_whole(folder / file, text)
                self._written[place] = hash(text)

    def _rebuild(self) -> None:
        """Go on where a former process stopped; a take that it left open has ended with it."""
        for key, folder in takes_on_disk(self._place):
            for name in folder.tracks():
                track = _kept_track(key, folder, name)
                for segment in folder.segments(name):
                    self._index.append(track, segment)
            if not folder.has_ended():
                watch = TakeWatch(folder, key)
                self._read(watch)
                watch.end(moment(time.time()))


def _kept_track(key: TakeKey, folder: TakeFolder, name: str) -> TrackOfTake:
    noted = ((folder.read_note() or {}).get("tracks") or {}).get(name) or {}
    facts = folder.facts(name) or TrackFacts(name, "")
    return TrackOfTake(key, name, facts, folder.init_of(name), float(noted.get("fps") or 0.0))
