"""A track of a take that an encoder pushes, laid out as ffmpeg lays out the others.

    <take>/<track>/init.mp4, 0.m4s, 1.m4s, ...    numbered by us: an encoder that starts anew uses its names again
    <take>/<track>/index.m3u8                     the newest segments, with times of day
    <take>/<track>/.source.json                   which playlist of the encoder this is, and how far it got

An encoder that puts picture and sound into one file fills the track `video` with both.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from math import ceil
from pathlib import Path

from everfair.live.composer.encoder_playlist import Listed
from everfair.live.composer.track_watch import PLAYLIST, moment
from everfair.live.composer.whole_files import write_whole
from everfair.live.places import INIT

_SOURCE = ".source.json"
_LISTED = 20
# An encoder's clock is believed if it is this near to ours, in seconds; so is our own count from segment to segment.
_NEAR, _IN_STEP = 10.0, 3.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a track is: `newest` as the encoder numbers, `count` as we do, `next_at` in seconds since 1970."""

    playlist: str
    init: str
    newest: int = -1
    count: int = 0
    next_at: float = 0.0
    has_ended: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """A segment that lies in the push folder, and how the encoder lists it."""

    listed: Listed
    path: Path
    at: float

    @property
    def began(self) -> float:
        """When its first frame was taken, at the latest."""
        return self.at - self.listed.seconds


@dataclass(frozen=True, slots=True)
class PushTrack:
    folder: Path

    def progress(self) -> Progress | None:
        """Return how far it is; None before its first segment."""
        with suppress(OSError, ValueError, TypeError):
            return Progress(**json.loads((self.folder / _SOURCE).read_text()))
        return None

    def begin(self, progress: Progress, init: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / INIT).write_bytes(init)
        self._note(progress)

    def add(self, progress: Progress, segments: list[Arrived]) -> None:
        """Take segments over from the push folder and list them."""
        lines = self._lines()
        for segment in segments:
            file, at = f"{progress.count}.m4s", _time_of(segment, progress)
            segment.path.replace(self.folder / file)
            lines.append(_lines_of(segment.listed.seconds, at, file))
            progress = replace(
                progress,
                newest=max(progress.newest, segment.listed.number),
                count=progress.count + 1,
                next_at=at + segment.listed.seconds,
            )
        self._write(progress, lines[-_LISTED:])
        self._note(progress)

    def end(self) -> None:
        """Note that the encoder says it ended."""
        progress = self.progress()
        if progress is not None:
            self._note(replace(progress, has_ended=True))

    def _note(self, progress: Progress) -> None:
        write_whole(self.folder / _SOURCE, json.dumps(asdict(progress)))

    def _lines(self) -> list[str]:
        """Return what is listed now, three lines a segment."""
        try:
            listed = (self.folder / PLAYLIST).read_text().splitlines(keepends=True)
        except OSError:
            return []
        listed = [line for line in listed if not line.startswith("#EXT-X-") or "DATE-TIME" in line][1:]
        return ["".join(listed[at : at + 3]) for at in range(0, len(listed), 3)]

    def _write(self, progress: Progress, lines: list[str]) -> None:
        if not lines:
            return
        longest = max(float(line.split(":", 1)[1].split(",", 1)[0]) for line in lines)
        head = (
            f"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{ceil(longest)}\n"
            f'#EXT-X-MEDIA-SEQUENCE:{progress.count - len(lines)}\n#EXT-X-MAP:URI="{INIT}"\n'
        )
        write_whole(self.folder / PLAYLIST, head + "".join(lines))


def _time_of(segment: Arrived, progress: Progress) -> float:
    """Return when a segment began: by the encoder's clock if that is right, else counted from the one before."""
    told = _seconds(segment.listed.at)
    if abs(told - segment.began) < _NEAR:
        return told
    return progress.next_at if abs(progress.next_at - segment.began) < _IN_STEP else segment.began


def _lines_of(seconds: float, at: float, file: str) -> str:
    return f"#EXTINF:{seconds:.6f},\n#EXT-X-PROGRAM-DATE-TIME:{moment(at)}\n{file}\n"


def _seconds(at: str) -> float:
    """Return a time of day from a playlist in seconds since 1970, 0 if there is none or it is no real day."""
    with suppress(ValueError, OverflowError):
        return datetime.fromisoformat(at).timestamp() if at else 0.0
    return 0.0
