"""The sound of a show: soft chords that swell and fade; one hears that there is sound, and can work beside it."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

RATE = 48_000
SECONDS_A_CHORD = 4
LOUDNESS = 0.16  # of full scale

# Each chord in semitones above the root; the last leads back to the first.
CHORDS = ((0, 7, 16, 19), (9, 16, 19, 24), (5, 12, 17, 21), (7, 14, 17, 23))
_OVERTONES = ((1, 1.0), (2, 0.25), (3, 0.08))

Samples = npt.NDArray[np.float64]


def write_chords(path: Path, *, root: float) -> None:
    """Write a loop of all chords as a WAV file of one channel."""
    samples = np.concatenate([_chord(root, steps) for steps in CHORDS])
    whole = np.int16(samples / np.abs(samples).max() * LOUDNESS * np.iinfo(np.int16).max)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(whole.tobytes())


def _chord(root: float, steps: tuple[int, ...]) -> Samples:
    """Return one chord that swells for a second and has faded away at its end, note after note."""
    time = np.arange(SECONDS_A_CHORD * RATE) / RATE
    sounding = np.zeros_like(time)
    for place, step in enumerate(steps):
        since = np.maximum(0.0, time - 0.18 * place)
        swell = np.minimum(1.0, since) ** 2 * np.exp(-1.1 * np.maximum(0.0, since - 1.0))
        pitch = root * 2 ** (step / 12)
        for times, weight in _OVERTONES:
            sounding += swell * weight * np.sin(2 * np.pi * pitch * times * since)
    return sounding * np.minimum(1.0, (SECONDS_A_CHORD - time) * 2)
