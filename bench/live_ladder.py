"""What a ladder costs: 480p and 360p made out of a 720p30 stream of 2.5 Mb/s, as the live process makes them.

PYTHONPATH=src:. .venv/bin/python bench/live_ladder.py [--seconds 20]

One second of the stream is handed over each second, as it does while it comes in. The processor time is that of the
ladder's ffmpeg; the lag is from the moment a second was handed over to that in which both rungs of it lay on disk, of
which about one second is the wait for the next keyframe.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import click
import imageio_ffmpeg
from django.conf import settings

from everfair.live.composer.segments import Segment
from everfair.live.derived.fragments import anchor_of
from everfair.live.derived.rungs import RUNGS, RungEncoder, start_rungs

PICTURES = {
    "test card": "testsrc2=size=1280x720:rate=30",
    "moving noise": "testsrc2=size=1280x720:rate=30,noise=alls=60:allf=t+u,rotate=t/4",
}
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "30", "-sc_threshold", "0")
STEADY = ("-b:v", "2500k", "-maxrate", "2500k", "-bufsize", "2500k")
HLS = ("-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_segment_type", "fmp4")
_TICKS = os.sysconf("SC_CLK_TCK")


def draw(picture: str, folder: Path, seconds: int) -> None:
    """Make the seconds of a stream, one file each."""
    words = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", picture, "-t", str(seconds)]
    files = ["-hls_segment_filename", str(folder / "%d.m4s"), str(folder / "index.m3u8")]
    subprocess.run([*words, *H264, *STEADY, *HLS, *files], check=True)


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


async def hand_over(encoder: RungEncoder, source: Path, seconds: int) -> list[float]:
    """Hand over second after second; return when each was."""
    begun, moments = time.time(), []
    for second in range(seconds):
        await asyncio.sleep(max(0.0, begun + second - time.time()))
        await encoder.feed((source / f"{second}.m4s").read_bytes())
        moments.append(time.time())
    return moments


async def measure(source: Path, seconds: int) -> str:
    """Make the ladder of a stream and return what it cost."""
    take = source / "take"
    init, first = (source / "init.mp4").read_bytes(), (source / "0.m4s").read_bytes()
    segment = Segment(0, 1.0, datetime.now(UTC).isoformat(), "0.m4s", len(first))
    encoder = await start_rungs(take, RUNGS, anchor_of(init, segment, first))
    begun = time.monotonic()
    await encoder.feed(init)
    moments = await hand_over(encoder, source, seconds)
    cost, memory, wall = cpu_seconds(encoder.pid), resident_mb(encoder.pid), time.monotonic() - begun
    await encoder.finish()
    written = [max((take / rung.track / f"{n}.m4s").stat().st_mtime for rung in RUNGS) for n in range(seconds - 1)]
    lags = sorted(done - moment for done, moment in zip(written, moments, strict=False))
    bits = {rung.track: sum(path.stat().st_size for path in (take / rung.track).glob("*.m4s")) * 8 for rung in RUNGS}
    rates = ", ".join(f"{track} {rate / seconds / 1e6:.2f} Mb/s" for track, rate in bits.items())
    return (
        f"{cost / wall:6.1%} of a core, {memory:.0f} MB, lag {lags[len(lags) // 2]:.2f} s"
        f" (longest {lags[-1]:.2f}), {rates}"
    )


@click.command()
@click.option("--seconds", default=20, help="How long each picture runs.")
def main(seconds: int) -> None:
    """Measure the ladder of two pictures, one after the other."""
    settings.configure(OPTIONS=SimpleNamespace(ffmpeg=None))
    for name, picture in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            draw(picture, Path(folder), seconds)
            click.echo(f"{name:12} {asyncio.run(measure(Path(folder), seconds))}")
    click.echo(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
