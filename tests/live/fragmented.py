"""Takes on disk for tests: real segments of a small picture, listed one by one as the composer would."""

from __future__ import annotations

import functools
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from everfair.live.composer.segments import INDEX, Segment
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.places import VIDEO, StreamPlace
from tests.live.encoder import FFMPEG, Show, recorded

BEGAN = datetime(2020, 9, 5, 1, 0, tzinfo=UTC)
SMALL = Show(size="640x482", seconds=6, has_audio=False)


@functools.cache
def fragmented(show: Show) -> Path:
    """Return a folder of the show cut into seconds, made once."""
    folder = Path(tempfile.mkdtemp(prefix="everfair-fragments-"))
    shape = ["-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_segment_type", "fmp4"]
    names = ["-hls_segment_filename", str(folder / "%d.m4s"), str(folder / "index.m3u8")]
    words = [FFMPEG, "-v", "error", "-i", str(recorded(show)), "-c", "copy", *shape, *names]
    subprocess.run(words, check=True, capture_output=True)
    return folder


@dataclass
class Coming:
    """A take whose picture comes in second by second."""

    folder: TakeFolder
    source: Path
    count: int = 0

    @property
    def track(self) -> Path:
        return self.folder.path / VIDEO

    def come(self, seconds: int = 1) -> None:
        """Let so many seconds of it be finished."""
        with (self.track / INDEX).open("a") as index:
            for number in range(self.count, self.count + seconds):
                shutil.copy(self.source / f"{number}.m4s", self.track)
                index.write(segment(number).line())
        self.count += seconds

    def end(self) -> None:
        self.folder.write_note({**(self.folder.read_note() or {}), "ended": "2020-09-05T02:00:00Z"})


def coming_take(root: Path, show: Show = SMALL, public_id: str = "take") -> Coming:
    """Begin a take of which nothing has come."""
    folder = TakeFolder(StreamPlace(root, "stream"), public_id, is_public=True)
    (folder.path / VIDEO).mkdir(parents=True)
    folder.write_note({"public_id": public_id, "began": "2020-09-05T01:00:00Z", "ended": None, "tracks": {}})
    shutil.copy(fragmented(show) / "init.mp4", folder.path / VIDEO)
    return Coming(folder, fragmented(show))


def segment(number: int) -> Segment:
    """Return the segment of the second that has that number."""
    at = (BEGAN + timedelta(seconds=number)).isoformat().replace("+00:00", "Z")
    return Segment(number, 1.0, at, f"{number}.m4s", 1000)
