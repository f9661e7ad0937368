"""The times of a movie fragment (ISO/IEC 14496-12, 8.8), which stand in its `moof`."""

from __future__ import annotations

import struct
from typing import NamedTuple

from everfair.live.composer.boxes import BadBox, find

# Flags of `tfhd` (8.8.7) and `trun` (8.8.8): which of the optional fields are there.
_BASE_OFFSET, _DESCRIPTION, _DEFAULT_DURATION = 0x1, 0x2, 0x8
_DATA_OFFSET, _FIRST_FLAGS = 0x1, 0x4
_DURATION, _SIZE, _FLAGS, _OFFSET = 0x100, 0x200, 0x400, 0x800


class Span(NamedTuple):
    """When a fragment is shown, in seconds on its track's clock, and for how long."""

    begins: float
    seconds: float


def timescale_of(init: bytes) -> int:
    """Return the units a second of the first track; `BadBox` when there is none."""
    for header in find(init, b"moov", b"trak", b"mdia", b"mdhd"):
        (timescale,) = struct.unpack_from(">I", header, 20 if header[0] else 12)
        if timescale:
            return int(timescale)
    raise BadBox(b"mdhd")


def span_of(fragment: bytes, timescale: int) -> Span:
    """Return the span of the first track in a segment of one or more fragments; `BadBox` when there are no times."""
    found = [_times(traf) for traf in find(fragment, b"moof", b"traf")]
    if not found:
        raise BadBox(b"traf")
    decoded, shown, _ = found[0]
    last, _, duration = found[-1]
    return Span(shown / timescale, (last + duration - decoded) / timescale)


def _times(traf: bytes) -> tuple[int, int, int]:
    """Return when the fragment is decoded, when its first sample is shown, and how long it is, in units."""
    try:
        decoded = _decode_time(next(find(traf, b"tfdt")))
        default = _default_duration(next(find(traf, b"tfhd")))
        runs = [_run(raw, default) for raw in find(traf, b"trun")]
        return decoded, decoded + runs[0][0], sum(duration for _, duration in runs)
    except (struct.error, StopIteration, IndexError) as error:
        raise BadBox(b"traf") from error


def _decode_time(raw: bytes) -> int:
    return int(struct.unpack_from(">Q" if raw[0] else ">I", raw, 4)[0])


def _default_duration(raw: bytes) -> int:
    flags = int.from_bytes(raw[1:4], "big")
    if not flags & _DEFAULT_DURATION:
        return 0
    place = 8 + 8 * bool(flags & _BASE_OFFSET) + 4 * bool(flags & _DESCRIPTION)
    return int(struct.unpack_from(">I", raw, place)[0])


def _run(raw: bytes, default: int) -> tuple[int, int]:
    """Return how much later than decoded its first sample is shown, and how long all of them are."""
    flags = int.from_bytes(raw[1:4], "big")
    (count,) = struct.unpack_from(">I", raw, 4)
    place = 8 + 4 * bool(flags & _DATA_OFFSET) + 4 * bool(flags & _FIRST_FLAGS)
    step = 4 * sum(bool(flags & field) for field in (_DURATION, _SIZE, _FLAGS, _OFFSET))
    if count * step > len(raw):
        raise BadBox(b"trun")
    offset = 0
    if flags & _OFFSET and count:
        (offset,) = struct.unpack_from(">i", raw, place + step - 4)
    if not flags & _DURATION:
        return offset, default * count
    return offset, sum(struct.unpack_from(">I", raw, place + step * number)[0] for number in range(count))
