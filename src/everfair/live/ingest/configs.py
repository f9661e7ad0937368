"""What the configuration of H.264 and AAC tells of picture and sound, before there is any file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
_RATE_FOLLOWS = 15
_MONOCHROME, _FULL_COLOUR, _CHROMA = 0, 3, 1
_LARGEST_SIDE = 16384


class _Bits:
    """Reads a sequence parameter set bit by bit (ITU-T H.264, 7.2 and 9.1)."""

    def __init__(self, raw: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in raw)
        self._place = 0

    def read(self, count: int) -> int:
        found = self._bits[self._place : self._place + count]
        if len(found) < count:
            raise IndexError(count)
        self._place += count
        return int(found or "0", 2)

    def golomb(self) -> int:
        zeros = 0
        while not self.read(1):
            zeros += 1
        return (1 << zeros) - 1 + self.read(zeros)

    def signed(self) -> int:
        code = self.golomb()
        return (code + 1) // 2 if code % 2 else -(code // 2)


def describe_video(configuration: bytes) -> dict[str, Any]:
    """Return codecs, width and height from an AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3)."""
    facts: dict[str, Any] = {"codecs": f"avc1.{configuration[1:4].hex()}"}
    try:
        length = int.from_bytes(configuration[6:8], "big")
        width, height = _size(configuration[8 : 8 + length])
    except IndexError:
        return facts
    return {**facts, "width": width, "height": height} if 0 < max(width, height) <= _LARGEST_SIDE else facts


def describe_audio(configuration: bytes) -> dict[str, Any]:
    """Return codecs, rate and channels from an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1)."""
    try:
        bits = _Bits(configuration)
        kind, index = bits.read(5), bits.read(4)
        rate = bits.read(24) if index == _RATE_FOLLOWS else _RATES[index]
        return {"codecs": f"mp4a.40.{kind}", "rate": rate, "channels": bits.read(4)}
    except IndexError:
        return {"codecs": "mp4a.40.2"}


def _size(parameters: bytes) -> tuple[int, int]:
    bits = _Bits(b"".join(_unescaped(parameters[1:])))
    profile = bits.read(8)
    bits.read(16)
    bits.golomb()
    chroma = _colours(bits) if profile in _HIGH_PROFILES else _CHROMA
    _skip_order(bits)
    bits.golomb()
    bits.read(1)
    columns, rows = bits.golomb() + 1, bits.golomb() + 1
    in_frames = bits.read(1)
    bits.read(1 if in_frames else 2)
    left, right, top, bottom = (bits.golomb() for _ in range(4)) if bits.read(1) else (0, 0, 0, 0)
    across = 1 if chroma in {_MONOCHROME, _FULL_COLOUR} else 2
    down = (2 - in_frames) * (2 if chroma == _CHROMA else 1)
    return columns * 16 - (left + right) * across, rows * 16 * (2 - in_frames) - (top + bottom) * down


def _colours(bits: _Bits) -> int:
    """Pass over what only high profiles have; return the chroma format."""
    chroma = bits.golomb()
    if chroma == _FULL_COLOUR:
        bits.read(1)
    bits.golomb()
    bits.golomb()
    bits.read(1)
    if bits.read(1):
        for index in range(12 if chroma == _FULL_COLOUR else 8):
            if bits.read(1):
                _skip_scaling(bits, 16 if index < 6 else 64)  # noqa: PLR2004 -- six small lists, then large ones
    return chroma


def _skip_scaling(bits: _Bits, count: int) -> None:
    last = following = 8
    for _ in range(count):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_order(bits: _Bits) -> None:
    """Pass over the numbering of frames and the order of pictures."""
    bits.golomb()
    kind = bits.golomb()
    if kind == 0:
        bits.golomb()
    elif kind == 1:
        bits.read(1)
        bits.signed()
        bits.signed()
        for _ in range(min(bits.golomb(), 255)):
            bits.signed()


def _unescaped(raw: bytes) -> Iterator[bytes]:
    """Yield it without the bytes that keep start codes out (7.4.1.1)."""
    parts = raw.split(b"\0\0\3")
    yield parts[0]
    for part in parts[1:]:
        yield b"\0\0" + part
