"""A take on disk: its note (`take.json`), and per track the index of what has come."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everfair.kernel.stored import read_note
from everfair.live.composer.init_segment import TrackFacts, read_init_segment
from everfair.live.composer.segments import INDEX, Segment, Window, is_file_name, read_index
from everfair.live.composer.stream_index import KeptTake, TakeKey
from everfair.live.composer.whole_files import write_whole
from everfair.live.places import INIT, StreamPlace

NOTE = "take.json"
EVERYTHING = Window()


@dataclass(frozen=True, slots=True)
class TakeFolder:
    place: StreamPlace
    public_id: str
    is_public: bool

    @property
    def path(self) -> Path:
        return self.place.take(self.public_id, is_public=self.is_public)

    def read_note(self) -> dict[str, Any] | None:
        try:
            note = json.loads((self.path / NOTE).read_text())
        except (OSError, ValueError):
            return None
        return note if isinstance(note, dict) and isinstance(note.get("began"), str) else None

    def write_note(self, note: dict[str, Any]) -> None:
        write_whole(self.path / NOTE, json.dumps(note, ensure_ascii=False))

    def key(self) -> TakeKey | None:
        note = self.read_note()
        return TakeKey(note["began"], self.public_id, self.is_public) if note else None

    def has_ended(self) -> bool:
        return (self.read_note() or {}).get("ended") is not None

    def tracks(self) -> list[str]:
        """Return the names of its tracks, in an order that stays."""
        if not self.path.is_dir():
            return []
        return sorted(entry.name for entry in os.scandir(self.path) if entry.is_dir() and is_file_name(entry.name))

    def init_of(self, track: str) -> str:
        """Return the file of the track's initialization segment: the note may name another than the usual one."""
        found = ((self.read_note() or {}).get("tracks", {}).get(track) or {}).get("init", INIT)
        return found if isinstance(found, str) and is_file_name(found) else INIT

    def facts(self, track: str) -> TrackFacts | None:
        try:
            return read_init_segment((self.path / track / self.init_of(track)).read_bytes())
        except OSError:
            return None

    def segments(self, track: str) -> list[Segment]:
        """Return all that came, also what has been deleted since: numbers and order must not change."""
        try:
            return list(read_index((self.path / track / INDEX).read_text(errors="replace")))
        except OSError:
            return []

    def kept(self, key: TakeKey, shown: Window = EVERYTHING) -> KeptTake:
        """Return what is still there, of that part of the stream: on the disk, or in the bucket."""
        tracks = {}
        for track in self.tracks():
            files = {entry.name for entry in (self.path / track).iterdir()} | read_note(self.path / track).keys()
            segments = self.segments(track)
            there = [segment for segment in segments if segment.file in files and shown.holds(segment)]
            tracks[track] = (self.init_of(track), there)
        return KeptTake(key, tracks)


def takes_on_disk(place: StreamPlace) -> Iterator[tuple[TakeKey, TakeFolder]]:
    """Yield the takes of a stream that have a note, in their order."""
    found = []
    for is_public in (True, False):
        folder = place.take("", is_public=is_public)
        for entry in folder.iterdir() if folder.is_dir() else ():
            take = TakeFolder(place, entry.name, is_public)
            if is_file_name(entry.name) and (key := take.key()):
                found.append((key, take))
    yield from sorted(found, key=lambda pair: pair[0])
