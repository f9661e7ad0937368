"""The newest sound of a take, as whoever writes it down wants it: 16 kHz, mono, WAV."""

from __future__ import annotations

import io
import subprocess
import wave

from everfair.live.composer.segments import Segment
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.ingest.ffmpeg import program
from everfair.live.places import AUDIO

RATE = 16_000
_PATIENCE = 10


def wav_of(take: TakeFolder, segments: list[Segment]) -> bytes:
    """Return the sound of segments that follow upon each other; empty where it can't be read."""
    folder = take.path / AUDIO
    try:
        media = b"".join(
            (folder / name).read_bytes() for name in (take.init_of(AUDIO), *(one.file for one in segments))
        )
        words = [program(), "-v", "error", "-i", "pipe:0", "-vn", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"]
        done = subprocess.run(words, input=media, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 -- ours
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return _wav(done.stdout) if done.stdout else b""


def _wav(samples: bytes) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples)
    return written.getvalue()
