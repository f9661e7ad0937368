"""The boxes of an MP4 file (ISO/IEC 14496-12, 4.2), as far as an initialization segment needs them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = 8
_LONG_HEADER = 16
_LONG, _TO_THE_END = 1, 0


class Box(NamedTuple):
    kind: bytes
    body: bytes


class BadBox(ValueError):
    """These bytes are no MP4."""


def boxes_in(raw: bytes) -> Iterator[Box]:
    """Yield the boxes that lie side by side in `raw`; `BadBox` where one ends outside of it."""
    place = 0
    while place + _HEADER <= len(raw):
        size, kind = struct.unpack_from(">I4s", raw, place)
        header = _HEADER
        if size == _LONG:
            header, size = _LONG_HEADER, _long_size(raw, place)
        elif size == _TO_THE_END:
            size = len(raw) - place
        if size < header or place + size > len(raw):
            raise BadBox(kind)
        yield Box(kind, raw[place + header : place + size])
        place += size


def find(raw: bytes, *path: bytes) -> Iterator[bytes]:
    """Yield the bodies of all boxes at `path`, the kinds from the outermost to the innermost."""
    for box in boxes_in(raw):
        if box.kind == path[0]:
            if path[1:]:
                yield from find(box.body, *path[1:])
            else:
                yield box.body


def _long_size(raw: bytes, place: int) -> int:
    if place + _LONG_HEADER > len(raw):
        raise BadBox(raw[place + 4 : place + 8])
    return int(struct.unpack_from(">Q", raw, place + _HEADER)[0])
