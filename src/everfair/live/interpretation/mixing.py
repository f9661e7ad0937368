"""One language of one take: the floor passes as it is, and steps back while the interpreter speaks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from everfair.live.composer.init_segment import read_init_segment
from everfair.live.composer.segments import Segment
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.derived.follow import Follower
from everfair.live.derived.fragment_times import span_of, timescale_of
from everfair.live.derived.fragments import TrackWriter, anchor_of, cut_at_seconds
from everfair.live.derived.piped import Piped, start_piped
from everfair.live.ingest.child import ChildGone
from everfair.live.ingest.ffmpeg import program
from everfair.live.interpretation.voice import RATE
from everfair.live.places import AUDIO

# Pieces are small and a segment ends with what came out of the floor's: so it comes hardly later than that.
_PIECE_SECONDS = 0.2
_IN_FFMPEG = 0.3  # seconds of sound that stay in ffmpeg until more comes: less than a piece, and some samples
_LONGEST_MIXING, _LOOK_SECONDS = 0.8, 0.02
_LONGEST_SEGMENT = 1.5
_LONGEST_JUMP = 10.0
# At an ordinary level of speech (-20 dBFS) the floor is 18 dB softer; it is back a second after the last word.
_STEP_BACK = "sidechaincompress=threshold=0.01:ratio=10:attack=15:release=900:knee=4"

Pull = Callable[[int], bytes]


class ClockJumped(Exception):
    """The times of the floor jump: the work begins anew from there."""


class InterpretedSound:
    """Follows the floor of a take; `pull` gives so many samples of the interpreter's voice."""

    def __init__(self, folder: TakeFolder, language: str, pull: Pull) -> None:
        self._folder = folder
        self._track = track_of(language)
        self._pull = pull
        self._floor = Follower(folder, AUDIO)

    async def run(self) -> None:
        """Mix until the take has ended and all of it was read."""
        written = await asyncio.to_thread(self._written_until)
        mixer: Mixer | None = None
        try:
            async for segments in self._floor.follow():
                for segment in segments:
                    if written and _moment(segment, 0.5) < written:
                        continue
                    raw = await asyncio.to_thread(self._floor.read, segment)
                    mixer = mixer or await self._start(segment, raw)
                    await mixer.add(raw)
                if mixer:
                    await mixer.cut()
            if mixer:
                await mixer.finish()
        finally:
            if mixer:
                await asyncio.shield(mixer.end())

    async def _start(self, segment: Segment, raw: bytes) -> Mixer:
        init = await asyncio.to_thread(self._floor.init)
        anchor = anchor_of(init, segment, raw)
        facts = read_init_segment(init)
        make = partial(mixer_arguments, anchor.seconds, is_mono=facts is not None and facts.channels == 1)
        piped = await start_piped(make, inputs=2, outputs=1, log=self._folder.path / f"{self._track}.log")
        writer = TrackWriter(self._folder.path / self._track, anchor, least=_LONGEST_SEGMENT)
        mixer = Mixer(piped, writer, pull=self._pull, clock=(anchor.seconds, timescale_of(init)))
        await piped.write(0, init)
        return mixer

    def _written_until(self) -> datetime | None:
        """Return the moment that a former work came to."""
        last = self._folder.segments(self._track)[-1:]
        return _moment(last[0], 1.0) if last else None


class Mixer:
    """An ffmpeg that gets the floor and, for each of its seconds, a second of the interpreter."""

    def __init__(self, piped: Piped, writer: TrackWriter, *, pull: Pull, clock: tuple[float, int]) -> None:
        """Take the floor's `clock`: when it begins, and how many units a second has."""
        self._piped = piped
        self._writer = writer
        self._pull = pull
        self._begins, self._timescale = clock
        self._until = self._begins
        self._said = 0
        self._writing = asyncio.create_task(writer.run(piped.outputs[0]))

    async def add(self, raw: bytes) -> None:
        """Mix a segment of the floor with what was said meanwhile; `ChildGone`, `ClockJumped`."""
        if self._writing.done():
            self._writing.result()
            raise ChildGone
        span = span_of(raw, self._timescale)
        if abs(span.begins - self._until) > _LONGEST_JUMP:
            raise ClockJumped
        self._until = span.begins + span.seconds
        due = max(0, round((self._until - self._begins) * RATE) - self._said)
        self._said += due
        await asyncio.gather(self._piped.write(0, raw), self._piped.write(1, self._pull(due)))

    async def cut(self) -> None:
        """End the segment with what was mixed so far."""
        limit = time.monotonic() + _LONGEST_MIXING
        while self._writer.reached < self._until - _IN_FFMPEG and time.monotonic() < limit:  # noqa: ASYNC110 -- a pipe
            await asyncio.sleep(_LOOK_SECONDS)
        await self._writer.cut()

    async def finish(self) -> None:
        """Let it write what it has."""
        await self._piped.finish()
        await self._writing

    async def end(self) -> None:
        """Leave nothing behind, whatever happened."""
        self._piped.kill()
        await self._piped.finish()
        self._writing.cancel()
        await asyncio.gather(self._writing, return_exceptions=True)


def _moment(segment: Segment, part: float) -> datetime:
    """Return when so much of a segment is over."""
    return datetime.fromisoformat(segment.at) + timedelta(seconds=segment.seconds * part)


def track_of(language: str) -> str:
    return f"{AUDIO}-{language.lower()}"


def mixer_arguments(begins: float, inputs: Sequence[str], outputs: Sequence[str], *, is_mono: bool) -> list[str]:
    """Return the call; `begins` is the time of the floor's first sample, which the sound that comes out keeps."""
    floor, voice = inputs
    layout, spread = ("mono", "anull") if is_mono else ("stereo", "pan=stereo|c0=c0|c1=c0")
    filters = [
        f"[0:a]aresample={RATE}:async=1,aformat=channel_layouts={layout}[floor]",
        f"[1:a]{spread},asplit[voice][key]",
        f"[floor][key]{_STEP_BACK}[soft]",
        f"[soft][voice]amix=inputs=2:duration=first:normalize=0,asetpts=N/SR/TB+{begins:.6f}/TB[out]",
    ]
    return [
        *(program(), "-hide_banner", "-nostdin", "-loglevel", "error"),
        *("-probesize", "65536", "-analyzeduration", "0", "-f", "mp4", "-i", floor),
        *("-probesize", "32", "-analyzeduration", "0", "-f", "s16le", "-ar", str(RATE), "-ch_layout", "mono"),
        *("-i", voice, "-filter_complex", ";".join(filters), "-map", "[out]"),
        *("-c:a", "aac", "-b:a", "96k"),
        *cut_at_seconds(outputs[0], _PIECE_SECONDS),
    ]
