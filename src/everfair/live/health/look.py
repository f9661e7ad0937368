"""One look at a stream: a small picture, how bright it is, how loud the sound."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageStat

from everfair.live.ingest.ffmpeg import program
from everfair.live.places import INIT

_PATIENCE = 10
_WIDTH = 320
_GRAIN = (16, 9)
_LOUDEST = re.compile(r"max_volume: (-?[\d.]+|-inf) dB")
_SILENCE = -91.0  # what ffmpeg says of digital silence in 16 bits


@dataclass(frozen=True, slots=True)
class Look:
    """`grain` is the picture in 16 by 9 grey dots, to be compared with the look before."""

    brightness: float | None
    grain: bytes
    loudness: float | None


def look_at(video: Path | None, audio: Path | None, picture: Path) -> Look:
    """Look at the newest segments (files of a take's tracks); the picture is written to `picture` as JPEG."""
    draft = picture.with_suffix(".new.jpg")
    said = _run(video, audio, draft)
    loudness = _loudness(said) if audio else None
    if video is None or not draft.is_file():
        return Look(None, b"", loudness)
    with Image.open(draft) as shown:
        grey = shown.convert("L")
        look = Look(ImageStat.Stat(grey).mean[0], grey.resize(_GRAIN).tobytes(), loudness)
    draft.replace(picture)
    return look


def differs(one: bytes, other: bytes) -> bool:
    """Whether two grains are of different pictures; noise of the encoder does not count."""
    return len(one) != len(other) or any(abs(a - b) > 1 for a, b in zip(one, other, strict=True))


def _run(video: Path | None, audio: Path | None, draft: Path) -> str:
    words = [program(), "-hide_banner", "-nostdin", "-loglevel", "info", "-nostats", "-y"]
    for segment in filter(None, (video, audio)):
        words += ["-i", f"concat:{segment.parent / INIT}|{segment}"]
    if video:
        words += ["-map", "0:v", "-frames:v", "1", "-vf", f"scale={_WIDTH}:-2", "-q:v", "6", str(draft)]
    if audio:
        words += ["-map", f"{1 if video else 0}:a", "-af", "volumedetect", "-f", "null", "-"]
    try:
        done = subprocess.run(  # noqa: S603 -- the program and every word are ours
            words, capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stderr


def _loudness(said: str) -> float | None:
    found = _LOUDEST.search(said)
    if found is None:
        return None
    return _SILENCE if found[1] == "-inf" else float(found[1])
