"""What is heard in a piece of media: how loud a tone is in it."""

from __future__ import annotations

import math
import subprocess
from array import array

from tests.live.encoder import FFMPEG

RATE = 8_000


def samples_of(media: bytes) -> array[int]:
    """Decode sound to 8 kHz, one channel."""
    words = [FFMPEG, "-v", "error", "-i", "pipe:0", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"]
    return array("h", subprocess.run(words, input=media, capture_output=True, check=True, timeout=30).stdout)


def loudness(samples: array[int], frequency: float) -> float:
    """Return the level of a tone in dBFS (Goertzel)."""
    turn = 2 * math.cos(2 * math.pi * frequency / RATE)
    last = before = 0.0
    for sample in samples:
        last, before = sample / 32768 + turn * last - before, last
    power = last * last + before * before - turn * last * before
    return 20 * math.log10(max(1e-6, 2 * math.sqrt(max(0.0, power)) / max(1, len(samples))))


def tone(frequency: float, seconds: float, *, rate: int = 48_000, level: float = 0.3) -> bytes:
    """Make a tone: 16 bits, one channel."""
    step = 2 * math.pi * frequency / rate
    return array("h", (round(32767 * level * math.sin(step * n)) for n in range(round(seconds * rate)))).tobytes()
