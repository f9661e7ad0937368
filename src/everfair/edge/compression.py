"""Which encoding a reader takes, and how it is made."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
import zstandard

IDENTITY = "identity"


def _brotli(body: bytes) -> bytes:
    # Quality 5 to 9 differ by a few per cent in size; above that it costs a second for each megabyte.
    return bytes(brotli.compress(body, quality=6))


def _zstd(body: bytes) -> bytes:
    # A compressor is not safe to share between threads. Level 9 keeps the window under what browsers allow.
    return zstandard.ZstdCompressor(level=9).compress(body)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=6, mtime=0)


# In the order in which they are chosen when a reader takes several equally: smallest first.
_COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "zstd": _zstd, "gzip": _gzip}


def compress(body: bytes, encoding: str) -> bytes:
    """Return the body in one of the encodings that `choose_encoding` names."""
    return body if encoding == IDENTITY else _COMPRESSORS[encoding](body)


@lru_cache(maxsize=512)
def choose_encoding(accepted: bytes) -> str:
    """Return the smallest encoding that an `Accept-Encoding` header allows, `identity` for none."""
    weights = dict(_weighed(part) for part in accepted.decode("latin1").lower().split(","))
    for encoding in _COMPRESSORS:
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding
    return IDENTITY


def _weighed(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    _, _, weight = parameter.partition("=")
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0
