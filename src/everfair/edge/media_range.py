"""Parts of a file, as players ask for them (RFC 9110, 14)."""

from __future__ import annotations

import re
from typing import NamedTuple

_SINGLE = re.compile(rb"bytes=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE)


class Span(NamedTuple):
    """The bytes from `first` up to, but without, `end`."""

    first: int
    end: int

    def header(self, length: int) -> bytes:
        return f"bytes {self.first}-{self.end - 1}/{length}".encode()


class Unsatisfiable(ValueError):
    """The part begins behind the end of the file."""


def read_range(asked: bytes | None, length: int) -> Span | None:
    """Return the part that is asked for; None for the whole, also where several parts or other units are asked for."""
    found = _SINGLE.fullmatch(asked) if asked is not None else None
    if found is None or found.groups() == (b"", b""):
        return None
    first, last = found.groups()
    if not first:
        span = Span(max(0, length - int(last)), length)
    elif last and int(last) < int(first):
        return None
    else:
        span = Span(int(first), min(int(last) + 1, length) if last else length)
    if span.first >= span.end:
        raise Unsatisfiable
    return span
