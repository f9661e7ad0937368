"""Flash Video as ffmpeg reads it from a pipe, and what its tags tell (FLV specification 10.1, Enhanced RTMP v2)."""

from __future__ import annotations

from dataclasses import dataclass

from everfair.live.ingest.feed import AUDIO, VIDEO, FlvTag
from everfair.live.ingest.rtmp import amf
from everfair.live.ingest.rtmp.errors import RtmpError

_ENHANCED = 0x80
_ENHANCED_SOUND = 9
_KEYFRAME = 1
_FASTEST = 240.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What a tag of H.264 or AAC holds: the codec's configuration, or media; `payload` is what follows the marks."""

    is_config: bool
    is_keyframe: bool
    payload: bytes


def piece_of(tag: FlvTag) -> Piece | None:
    """Return what a tag holds; None for one that tells nothing (the end of a sequence, a command frame)."""
    if tag.kind == VIDEO:
        return _picture(tag.body)
    return _sound(tag.body) if tag.kind == AUDIO else None


def _picture(body: bytes) -> Piece | None:
    if len(body) < 5:  # noqa: PLR2004 -- the marks of a video tag
        return None
    is_keyframe = body[0] >> 4 & 7 == _KEYFRAME
    packet = body[0] & 0x0F if body[0] & _ENHANCED else body[1]
    if packet == 0:
        return _configuration(body[5:])
    is_media = packet == 1 or (body[0] & _ENHANCED and packet == 3)  # noqa: PLR2004 -- coded frames without an offset
    return Piece(is_config=False, is_keyframe=is_keyframe, payload=body[5:]) if is_media else None


def _sound(body: bytes) -> Piece | None:
    is_enhanced = body[:1] and body[0] >> 4 == _ENHANCED_SOUND
    if len(body) < (5 if is_enhanced else 2):
        return None
    packet, payload = (body[0] & 0x0F, body[5:]) if is_enhanced else (body[1], body[2:])
    if packet == 0:
        return _configuration(payload)
    return Piece(is_config=False, is_keyframe=False, payload=payload) if packet == 1 else None


def _configuration(payload: bytes) -> Piece | None:
    """Return it; an empty one announces a track whose codec is not known yet."""
    return Piece(is_config=True, is_keyframe=False, payload=payload) if payload else None


def header(*, has_video: bool, has_audio: bool) -> bytes:
    """Return the head of a file; ffmpeg waits for no track that it does not name."""
    return b"FLV\1" + bytes([has_audio << 2 | has_video]) + b"\0\0\0\x09" + bytes(4)


def written(tag: FlvTag, timestamp: int) -> bytes:
    """Return a tag as it stands in a file, at another time."""
    size = len(tag.body)
    head = bytes([tag.kind]) + size.to_bytes(3, "big") + (timestamp & 0xFFFFFF).to_bytes(3, "big")
    return b"".join([head, bytes([timestamp >> 24 & 0xFF, 0, 0, 0]), tag.body, (size + 11).to_bytes(4, "big")])


def frame_rate(tag: FlvTag) -> float:
    """Return the frames a second that the encoder announces; 0 when it says nothing that makes sense."""
    try:
        values = amf.decode(tag.body)
    except RtmpError:
        return 0.0
    found = next((value.get("framerate") for value in values if isinstance(value, dict)), None)
    return found if isinstance(found, float) and 0 < found <= _FASTEST else 0.0
