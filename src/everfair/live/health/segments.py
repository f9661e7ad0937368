"""What the newest segments of a track tell without being decoded."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from everfair.live.composer.boxes import BadBox, find
from everfair.live.composer.segments import INDEX, Segment, read_index

_TAIL = 4096  # bytes of the index that hold more than the newest segments


@dataclass(frozen=True, slots=True)
class Arrival:
    """`newest` is the last segment's file; `fps` is None for sound."""

    newest: Path
    bits_per_second: int
    longest_seconds: float
    fps: float | None


def newest_segments(folder: Path, count: int = 8) -> list[Segment]:
    """Return the last segments of a track's index, oldest first; the whole index is not read."""
    try:
        with (folder / INDEX).open("rb") as file:
            length = file.seek(0, os.SEEK_END)
            file.seek(max(0, length - _TAIL))
            tail = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    whole = tail if length <= _TAIL else tail[tail.find("\n") + 1 :]
    return list(read_index(whole))[-count:]


def arrival_of(folder: Path, *, is_video: bool) -> Arrival | None:
    """Measure a track by its last segments; None before there is one."""
    segments = newest_segments(folder)
    seconds = sum(segment.seconds for segment in segments)
    if not segments or seconds <= 0:
        return None
    newest = folder / segments[-1].file
    bits = int(sum(segment.size for segment in segments) * 8 / seconds)
    fps = _fps(folder, segments) if is_video else None
    return Arrival(newest, bits, max(segment.seconds for segment in segments), fps)


def count_samples(raw: bytes) -> int:
    """Return how many samples (pictures) the fragments of a segment hold (ISO/IEC 14496-12, 8.8.8)."""
    try:
        return sum(struct.unpack_from(">I", run, 4)[0] for run in find(raw, b"moof", b"traf", b"trun"))
    except (BadBox, struct.error):
        return 0


def _fps(folder: Path, segments: Sequence[Segment]) -> float | None:
    """The last segment of a take may be cut short, so three are taken together."""
    last = segments[-3:]
    try:
        pictures = sum(count_samples((folder / segment.file).read_bytes()) for segment in last)
    except OSError:
        return None
    return round(pictures / sum(segment.seconds for segment in last), 2)
