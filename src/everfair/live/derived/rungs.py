"""The rungs of the ladder, and the ffmpeg that makes them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from everfair.live.derived.fragments import Anchor, TrackWriter, cut_at_keyframes
from everfair.live.derived.piped import Piped, start_piped
from everfair.live.ingest.ffmpeg import program
from everfair.live.places import VIDEO

LOG = "ladder.log"
_NICENESS = 10
_PATIENCE = 20.0  # a busy machine may let it wait; what comes in meanwhile is left out

# Keyframes where the source has them, so that players can change from one to the other at every segment; no B-frames,
# so that a picture is decoded when it is shown.
_SHAPE = ("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main", "-bf", "0", "-pix_fmt", "yuv420p")
_KEYFRAMES = ("-force_key_frames", "source", "-sc_threshold", "0", "-g", "100000")
_TIMES = ("-fps_mode", "passthrough", "-enc_time_base", "demux")


class Rung(NamedTuple):
    """A height, and how many kilobits a second it may take."""

    height: int
    most: int

    @property
    def track(self) -> str:
        return f"{VIDEO}-{self.height}"


RUNGS = (Rung(480, 1200), Rung(360, 700))


def rungs_below(height: int) -> list[Rung]:
    return [rung for rung in RUNGS if rung.height < height]


def rung_words(rungs: Sequence[Rung], source: str, outputs: Sequence[str]) -> list[str]:
    """Return the whole call: the picture is decoded once, and each rung has one thread."""
    words = [program(), "-hide_banner", "-nostdin", "-loglevel", "warning", "-copyts", "-threads", "1"]
    words += ["-fpsprobesize", "0", "-analyzeduration", "0", "-f", "mp4", "-i", source]
    words += ["-filter_complex_threads", "1", "-filter_complex", _scaled(rungs)]
    for rung, output in zip(rungs, outputs, strict=True):
        rate = ["-crf", "24", "-maxrate", f"{rung.most}k", "-bufsize", f"{rung.most * 3 // 2}k"]
        words += ["-map", f"[{rung.height}]", *_SHAPE, *rate, *_KEYFRAMES, *_TIMES, "-threads", "1"]
        words += ["-map", "0:a:0?", "-c:a", "copy", *cut_at_keyframes(output)]
    return words


def _scaled(rungs: Sequence[Rung]) -> str:
    """Return the filters; both sides of a picture are even, and its aspect stays."""
    halves = "".join(f"[to{rung.height}]" for rung in rungs)
    sizes = ";".join(f"[to{rung.height}]scale=-2:{rung.height}[{rung.height}]" for rung in rungs)
    return f"[0:v:0]split={len(rungs)}{halves};{sizes}"


class RungEncoder:
    """One ffmpeg, and a writer for each rung."""

    def __init__(self, piped: Piped, writers: list[asyncio.Task[None]]) -> None:
        self._piped = piped
        self._writers = writers

    @property
    def pid(self) -> int:
        return self._piped.pid

    async def feed(self, raw: bytes) -> None:
        """Hand over a segment, and wait until it is taken; raises what writing its outcome ran into."""
        for writer in self._writers:
            if writer.done():
                writer.result()
        await self._piped.write(0, raw)

    async def finish(self) -> None:
        """Let it end what it has begun."""
        await self._piped.finish()
        await asyncio.gather(*self._writers)

    async def drop(self) -> None:
        """End it at once."""
        self._piped.kill()
        await self._piped.finish()
        await asyncio.gather(*self._writers, return_exceptions=True)


async def start_rungs(folder: Path, rungs: Sequence[Rung], anchor: Anchor) -> RungEncoder:
    """Start it on the folder of a take."""
    piped = await start_piped(
        lambda inputs, outputs: rung_words(rungs, inputs[0], outputs),
        inputs=1,
        outputs=len(rungs),
        log=folder / LOG,
        niceness=_NICENESS,
        patience=_PATIENCE,
    )
    pairs = zip(rungs, piped.outputs, strict=True)
    writers = [TrackWriter(folder / rung.track, anchor).run(output) for rung, output in pairs]
    return RungEncoder(piped, [asyncio.create_task(writer) for writer in writers])
