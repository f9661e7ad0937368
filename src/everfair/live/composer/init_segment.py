"""What an initialization segment tells of its track: the codec as RFC 6381 writes it, and its measures."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from everfair.live.composer.boxes import BadBox, boxes_in, find

# Where the boxes of a sample entry begin: ISO/IEC 14496-12, 12.1.3 (visual) and 12.2.3 (audio).
_VISUAL_BOXES, _AUDIO_BOXES = 78, 28
_ENTRIES = 8
_AVC = (b"avc1", b"avc3")
_AAC = b"mp4a"
# Tags of descriptors: ISO/IEC 14496-1, 7.2.2.
_STREAM, _DECODER, _SPECIFIC = 3, 4, 5
_LONG_OBJECT_TYPE = 31


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """`kind` is video or audio; a measure that does not belong to the kind is 0."""

    kind: str
    codecs: str
    width: int = 0
    height: int = 0
    rate: int = 0
    channels: int = 0

    def as_dict(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value and name != "kind"}


def read_init_segment(raw: bytes) -> TrackFacts | None:
    """Return the facts of its H.264 or AAC track, or of both in one; None without any, or when it is no MP4."""
    try:
        found = {facts.kind: facts for facts in _facts(raw)}
    except (BadBox, struct.error, LookupError):
        return None
    video, audio = found.get("video"), found.get("audio")
    if video and audio:
        return replace(video, codecs=f"{video.codecs},{audio.codecs}")
    return video or audio


def read_init_tracks(raw: bytes) -> list[TrackFacts]:
    """Return the facts of all its H.264 and AAC tracks; none when it is no MP4."""
    try:
        return list(_facts(raw))
    except (BadBox, struct.error, IndexError, StopIteration):
        return []


def _facts(raw: bytes) -> Iterator[TrackFacts]:
    for description in find(raw, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd"):
        for entry in boxes_in(description[_ENTRIES:]):
            if entry.kind in _AVC:
                yield _video(entry.kind, entry.body)
            elif entry.kind == _AAC:
                yield _audio(entry.body)


def _video(kind: bytes, entry: bytes) -> TrackFacts:
    width, height = struct.unpack_from(">HH", entry, 24)
    configuration = _first(find(entry[_VISUAL_BOXES:], b"avcC"))
    return TrackFacts("video", f"{kind.decode()}.{configuration[1:4].hex()}", width=width, height=height)


def _audio(entry: bytes) -> TrackFacts:
    channels, rate = struct.unpack_from(">H6xI", entry, 16)
    descriptors = _first(find(entry[_AUDIO_BOXES:], b"esds"))[4:]
    object_type, profile = _decoder(descriptors)
    codecs = f"mp4a.{object_type:x}" + (f".{profile}" if profile else "")
    return TrackFacts("audio", codecs, rate=rate >> 16, channels=channels)


def _first(bodies: Iterator[bytes]) -> bytes:
    for body in bodies:
        return body
    raise BadBox


def _decoder(raw: bytes) -> tuple[int, int]:
    """Return the object type (0x40 is MPEG-4 audio) and the audio object type (2 is AAC-LC) of a stream descriptor."""
    stream = _descriptor(raw, _STREAM)
    flags, place = stream[2], 3
    place += 2 * bool(flags & 0x80)
    place += 1 + stream[place] if flags & 0x40 else 0
    place += 2 * bool(flags & 0x20)
    decoder = _descriptor(stream[place:], _DECODER)
    specific = _descriptor(decoder[13:], _SPECIFIC) if len(decoder) > 13 else b""  # noqa: PLR2004 -- its fixed part
    return decoder[0], _audio_object_type(specific)


def _audio_object_type(specific: bytes) -> int:
    if not specific:
        return 0
    first = specific[0] >> 3
    return first if first != _LONG_OBJECT_TYPE else 32 + ((specific[0] & 7) << 3 | specific[1] >> 5)


def _descriptor(raw: bytes, tag: int) -> bytes:
    """Return the body of the descriptor that `raw` begins with; its length stands in groups of seven bits."""
    if raw[0] != tag:
        raise BadBox(raw[:1])
    size, place = 0, 1
    while True:
        size = size << 7 | raw[place] & 0x7F
        place += 1
        if not raw[place - 1] & 0x80:
            return raw[place : place + size]
