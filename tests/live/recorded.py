"""Takes with real pictures and sound on disk, laid out as the composer lays them out."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from everfair.live.composer.segments import INDEX, Segment
from everfair.live.enums import TakeEnd
from everfair.live.ingest.ffmpeg import program
from everfair.live.models import Stream, Take
from everfair.live.places import StreamPlace
from tests.factories.live import TakeFactory

QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error", "-y")
CODED = (
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-profile:v",
    "baseline",
    "-g",
    "10",
    "-sc_threshold",
    "0",
    "-pix_fmt",
    "yuv420p",
)
HLS = ("-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_segment_type", "fmp4")


@dataclass(frozen=True, slots=True)
class Shown:
    """How a take looks: its size, and how long it is."""

    width: int = 160
    height: int = 90
    seconds: int = 3


def record(stream: Stream, *, began_at: datetime, shown: Shown = Shown()) -> Take:
    """Make an ended public take of a test picture with a tone."""
    form = {"codecs": "avc1.42c00b", "width": shown.width, "height": shown.height, "fps": 10.0}
    take = TakeFactory.create(
        stream=stream,
        is_public=True,
        began_at=began_at,
        ended_at=began_at + timedelta(seconds=shown.seconds),
        end=TakeEnd.STOPPED,
        video=form,
    )
    folder = StreamPlace(settings.LIVE_ROOT, stream.public_id).take(take.public_id, is_public=True)
    _encode(folder, shown)
    sound = {"codecs": "mp4a.40.2", "rate": 48000, "channels": 1}
    ended_at = began_at + timedelta(seconds=shown.seconds)
    times = {"began": began_at.isoformat(), "ended": ended_at.isoformat()}
    (folder / "take.json").write_text(json.dumps({**times, "tracks": {"video": form, "audio": sound}}))
    for track in ("video", "audio"):
        _index(folder / track, began_at)
    return take


def _encode(folder: Path, shown: Shown) -> None:
    for track in ("video", "audio"):
        (folder / track).mkdir(parents=True)
    sources = [
        *("-f", "lavfi", "-i", f"testsrc2=size={shown.width}x{shown.height}:rate=10"),
        *("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"),
    ]
    outputs = []
    for kind, track in (("0:v", "video"), ("1:a", "audio")):
        length = ("-t", str(shown.seconds))
        names = ("-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", str(folder / track / "%d.m4s"))
        outputs += ["-map", kind, *length, *CODED, "-c:a", "aac", *HLS, *names, str(folder / track / "index.m3u8")]
    subprocess.run([program(), *QUIET, *sources, *outputs], check=True)


def _index(folder: Path, began_at: datetime) -> None:
    lines, at = [], began_at
    seconds = [float(line[8:-1]) for line in (folder / "index.m3u8").read_text().splitlines() if line[:8] == "#EXTINF:"]
    for number, length in enumerate(seconds):
        name = f"{number}.m4s"
        lines.append(Segment(number, length, at.isoformat(), name, (folder / name).stat().st_size).line())
        at += timedelta(seconds=length)
    (folder / INDEX).write_text("".join(lines))


def probe(path: Path) -> str:
    """Return what ffmpeg says of a file."""
    said = subprocess.run([program(), "-hide_banner", "-i", path], capture_output=True, text=True, check=False)
    return said.stderr
