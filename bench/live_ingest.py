"""What taking streams in costs, and whether a segment is lost: real encoders, the real live process.

PYTHONPATH=src:. .venv/bin/python bench/live_ingest.py [--streams 30] [--minutes 10]

Each encoder sends 720p30 of 2.5 Mb/s with a keyframe a second and sound of 128 kb/s. At the end the index of every
track is read: segments must be numbered without a gap, lie on the disk, and their seconds must cover the clock of
their first and last moment. The encoders' own processor time is not counted.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bench.opened import opened_fair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from everfair.live.composer.segments import Segment

PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000")
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "30", "-keyint_min", "30")
STEADY = ("-b:v", "2500k", "-minrate", "2500k", "-maxrate", "2500k", "-bufsize", "2500k", "-x264-params")
AAC = ("-c:a", "aac", "-b:a", "128k", "-ac", "2")
SHOW_SECONDS = 20
START_SECONDS = 15.0  # until all children run: what the start costs is not what a running stream costs
WIDEST_GAP = 0.2
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Processor seconds and resident megabytes so far, of the live process and of its children."""

    at: float
    process: float
    children: float
    process_mb: float
    children_mb: float

    @classmethod
    def of(cls, pid: int) -> Cost:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return cls(
            time.monotonic(),
            cpu_seconds(pid),
            sum(map(cpu_seconds, children)),
            resident_mb(pid),
            sum(map(resident_mb, children)),
        )


def cpu_seconds(pid: int | str) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / _TICKS


def resident_mb(pid: int | str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


@contextmanager
def live_process(streams: int) -> Iterator[subprocess.Popen[bytes]]:
    surroundings = {**os.environ, "EVERFAIR_DEMO": "false", "EVERFAIR_LIVE_MOST_STREAMS": str(streams + 1)}
    words = [sys.executable, "-m", "everfair.ops.live"]
    process = subprocess.Popen(words, env=surroundings, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def record(folder: Path) -> Path:
    """Encode the show once; every encoder sends it again and again."""
    from everfair.live.ingest.ffmpeg import program

    show = folder / "show.flv"
    words = [*PICTURE, *TONE, "-t", str(SHOW_SECONDS), *H264, *STEADY, "nal-hrd=cbr:scenecut=0", *AAC, str(show)]
    subprocess.run([program(), "-v", "error", *words], check=True)
    return show


@contextmanager
def sending(show: Path, address: str) -> Iterator[None]:
    from everfair.live.ingest.ffmpeg import program

    source = ("-nostdin", "-v", "error", "-re", "-stream_loop", "-1", "-i", str(show), "-c", "copy")
    encoder = subprocess.Popen([program(), *source, "-f", "flv", address], stderr=subprocess.DEVNULL)
    try:
        yield
        if encoder.poll() is not None:
            raise SystemExit("An encoder was sent away.")
    finally:
        encoder.terminate()
        encoder.wait(20)


def make_addresses(root: Path, count: int) -> dict[str, str]:
    """Make streams; returns where to send to, by stream."""
    from everfair.fairs.models import Edition
    from everfair.kernel.text import Text
    from everfair.live.domain.keys import make_key
    from everfair.live.domain.plans import StreamPlan
    from everfair.live.domain.streams import create_stream
    from everfair.live.places import port_of_encoders
    from everfair.live.runner import runner_at_the_machine

    edition = Edition.objects.latest("pk")
    runner = runner_at_the_machine(edition.pk)
    while (port := port_of_encoders(root)) is None:
        time.sleep(0.1)
    found = {}
    for number in range(count):
        stream = create_stream(edition, actor=runner, plan=StreamPlan(Text({"en": f"Stream {number}"})))
        found[stream.public_id] = f"rtmp://127.0.0.1:{port}/live/{make_key(stream, actor=runner).secret}"
    return found


def faults(root: Path, stream: str, seconds: float) -> list[str]:
    """Return what is wrong with the tracks of a stream that was sent for so long, in words."""
    from everfair.live.composer.take_folder import takes_on_disk
    from everfair.live.places import StreamPlace

    takes = list(takes_on_disk(StreamPlace(root, stream)))
    if len(takes) != 1:
        return [f"{stream}: {len(takes)} takes"]
    folder = takes[0][1]
    return [
        f"{stream}/{track}: {fault}"
        for track in ("video", "audio")
        for fault in _faults(folder.path / track, folder.segments(track), seconds)
    ]


def _faults(folder: Path, segments: list[Segment], seconds: float) -> list[str]:
    found = []
    if [one.number for one in segments] != list(range(len(segments))):
        found.append("numbers are missing")
    missing = [one.file for one in segments if not (folder / one.file).is_file()]
    found += [f"{len(missing)} files are missing"] if missing else []
    length = sum(one.seconds for one in segments)
    if length < seconds:
        found.append(f"{length:.1f} s of {seconds:.1f}")
    for before, after in pairwise(segments):
        gap = (datetime.fromisoformat(after.at) - datetime.fromisoformat(before.at)).total_seconds() - before.seconds
        if abs(gap) > WIDEST_GAP:
            found.append(f"a gap of {gap:.2f} s before {after.file}")
    return found


def tell(before: Cost, after: Cost, streams: int) -> None:
    seconds = after.at - before.at
    process = (after.process - before.process) / seconds / streams * 100
    children = (after.children - before.children) / seconds / streams * 100
    click.echo(
        f"{streams} streams for {seconds:.0f} s: {process + children:.2f} % of a core a stream"
        f" ({process:.2f} the process, {children:.2f} its child)"
    )
    click.echo(
        f"memory: {after.children_mb / streams:.1f} MB a child, {after.process_mb:.0f} MB the process"
        f" (after {START_SECONDS:.0f} s it had {before.process_mb:.0f})"
    )


@click.command()
@click.option("--streams", default=30, show_default=True)
@click.option("--minutes", default=10.0, show_default=True)
def main(streams: int, minutes: float) -> None:
    """Send so many streams for so long; aim: at most 1 % of a core and 45 MB a stream, no lost segment."""
    with ExitStack() as stack:
        home = stack.enter_context(opened_fair())
        show = record(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        live = stack.enter_context(live_process(streams))
        addresses = make_addresses(home / "live", streams)
        with ExitStack() as encoders:
            for address in addresses.values():
                encoders.enter_context(sending(show, address))
            time.sleep(START_SECONDS)
            before = Cost.of(live.pid)
            time.sleep(minutes * 60)
            tell(before, Cost.of(live.pid), streams)
        time.sleep(3)
        found = [fault for stream in addresses for fault in faults(home / "live", stream, minutes * 60)]
        click.echo("\n".join(found) or "no segment lost")


if __name__ == "__main__":
    main()
