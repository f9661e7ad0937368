"""The playlists of one stream: reads what its takes bring, writes what its viewers fetch."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from everfair.live.composer.card import card_before
from everfair.live.composer.init_segment import TrackFacts
from everfair.live.composer.master import Sounds
from everfair.live.composer.segments import Segment, Window
from everfair.live.composer.stream_index import KeptTake, StreamIndex, TakeKey, TrackOfTake, View, render_recordings
from everfair.live.composer.take_folder import TakeFolder, takes_on_disk
from everfair.live.composer.take_watch import TakeWatch
from everfair.live.composer.track_watch import moment
from everfair.live.composer.whole_files import link_whole, swap_whole
from everfair.live.places import AUDIO, PUBLIC, TEAM, TITLED, StreamPlace

# A DVR playlist of hours is hundreds of kB: it is written for every segment while short, then every so often.
_LONG_DVR = 600
_LONG_DVR_EVERY_SECONDS = 3.0
_LEAVING_SECONDS = 30.0  # derived tracks of a take that is over have that long to write their last segments
_MORE_WAIT_SECONDS = 4.0  # players read the master playlist once: its first version waits so long for what is derived


class StreamFacts(NamedTuple):
    """What the fair knows of a stream that its playlists show; `channels` names its interpretations by language."""

    language: str = "zh"
    dvr_seconds: float = 7200.0
    has_ended: bool = False
    shown: Window = Window()
    channels: Mapping[str, str] = MappingProxyType({})
    has_ladder: bool = False
    card: str = ""


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
        self._leaving: dict[str, float] = {}
        self._written: dict[str, int] = {}
        self._linked: set[str] = set()
        self._dvr_due = 0.0
        self._more_due: dict[str, float] = {}
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
        """Read a take for the last time: its encoder is gone; what is derived from it may still come."""
        watch = self._watches.get(public_id)
        if watch is not None and public_id not in self._leaving:
            watch.look_again()
            self.poll()
            watch.end(moment(time.time()))
            if watch.has_derived:
                self._leaving[public_id] = time.monotonic() + _LEAVING_SECONDS
            else:
                self._leave(public_id)

    def settle(self, public_id: str) -> None:
        """Read what was derived from a take for the last time; nothing to do while the take comes in."""
        if public_id in self._watches and public_id not in self._leaving:
            return
        for key, folder in takes_on_disk(self._place):
            if folder.public_id == public_id:
                self._watches.setdefault(public_id, TakeWatch(folder, key)).look_again()
                self.poll()
                self._leave(public_id)

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
        for public_id in [take for take, until in self._leaving.items() if time.monotonic() > until]:
            self._leave(public_id)

    def write(self) -> None:
        """Write every playlist that has changed."""
        is_due = time.monotonic() >= self._dvr_due
        if is_due:
            self._dvr_due = time.monotonic() + _LONG_DVR_EVERY_SECONDS
        for name, view in self._index.views.items():
            if view.timelines:
                has_ended, is_settled = self._facts.has_ended, not self._watches
                if has_ended and is_settled:
                    view.fill()
                is_long = view.longest_dvr > _LONG_DVR and not has_ended
                self._write(name, view.live(has_ended=has_ended, is_settled=is_settled))
                if is_due or not is_long:
                    self._write(name, view.dvr(has_ended=has_ended, is_settled=is_settled))
                if has_ended or not self._waits_for_more(name, view):
                    self._write(name, view.masters(self._sounds))
                if has_ended:
                    self._write_recording(name, view)

    @property
    def _sounds(self) -> Sounds:
        return Sounds(self._facts.language, self._facts.channels)

    def _waits_for_more(self, name: str, view: View) -> bool:
        """Whether the first master playlist is held back for a moment, so that those who wait get all of it."""
        sounds = {f"{AUDIO}-{language}" for language in self._facts.channels}
        lacks_rungs = self._facts.has_ladder and name == PUBLIC and not view.has_rungs
        if not lacks_rungs and sounds <= view.timelines.keys():
            return False
        if (self._place.playlists(is_public=name == PUBLIC) / "master.m3u8").exists():
            return False
        return time.monotonic() < self._more_due.setdefault(name, time.monotonic() + _MORE_WAIT_SECONDS)

    def _leave(self, public_id: str) -> None:
        del self._watches[public_id]
        self._leaving.pop(public_id, None)
        if self._facts.has_ended:
            self.write()

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
        if playlists:
            recorded = {file.removeprefix("vod-").removesuffix(".m3u8") for file in playlists}
            prefix, titled = self._titled(takes)
            master = view.master(self._sounds, prefix, recorded=recorded)
            self._write(name, {**playlists, **titled, "vod.m3u8": master})
            for path in self._place.playlists(is_public=name == PUBLIC).glob("vod-*.m3u8"):
                if path.name not in playlists:
                    path.unlink()
                    self._linked.discard(f"{name}/{path.name}")
                    self._written.pop(f"{name}/{path.name}", None)

    def _titled(self, takes: list[KeptTake]) -> tuple[str, dict[str, str]]:
        """Return the recording's playlists behind its title card, and what their names begin with.

        Those without stay as they are: whoever watches when the card is made goes on with them.
        """
        card = card_before(takes, self._place, self._facts.card)
        if card is None:
            return "vod-", {}
        prefix = f"{TITLED}-{self._facts.card}-"
        listed = render_recordings([card, *takes])
        return prefix, {f"{prefix}{file.removeprefix('vod-')}": text for file, text in listed.items()}

    def _write(self, view: str, playlists: Mapping[str, str]) -> None:
        folder = self._place.playlists(is_public=view == PUBLIC)
        for file, text in playlists.items():
            place, written = f"{view}/{file}", hash(text)
            is_same = view == TEAM and self._written.get(f"{PUBLIC}/{file}") == written
            if self._written.get(place) == written and (is_same or place not in self._linked):
                continue
            folder.mkdir(parents=True, exist_ok=True)
            if is_same:
                self._link(folder / file)
            else:
                swap_whole(folder / file, text)
                self._linked.discard(place)
            self._written[place] = written

    def _link(self, path: Path) -> None:
        """Let the team's playlist be the audience's while both say the same: that is half of all writing."""
        place = f"{TEAM}/{path.name}"
        if place not in self._linked:
            link_whole(path, Path("..") / PUBLIC / path.name)
            self._linked.add(place)

    def _rebuild(self) -> None:
        """Go on where a former process stopped; a take that it left open has ended with it."""
        for key, folder in takes_on_disk(self._place):
            for track, segment in _kept_segments(key, folder):
                self._index.append(track, segment)
            if not folder.has_ended():
                watch = TakeWatch(folder, key)
                self._read(watch)
                watch.end(moment(time.time()))


def _kept_segments(key: TakeKey, folder: TakeFolder) -> Iterator[tuple[TrackOfTake, Segment]]:
    """Yield all that came, as it came: a track together with what is derived from it, by time."""
    tracks = [(_kept_track(key, folder, name), folder.segments(name)) for name in folder.tracks()]
    runs = [[(segment.at, number, track, segment) for segment in found] for number, (track, found) in enumerate(tracks)]
    for _, _, track, segment in merge(*runs, key=itemgetter(0, 1)):
        yield track, segment


def _kept_track(key: TakeKey, folder: TakeFolder, name: str) -> TrackOfTake:
    noted = ((folder.read_note() or {}).get("tracks") or {}).get(name) or {}
    facts = folder.facts(name) or TrackFacts(name, "")
    return TrackOfTake(key, name, facts, folder.init_of(name), float(noted.get("fps") or 0.0))
