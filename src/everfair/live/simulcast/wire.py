"""The publisher's side of RTMP: what it writes (specification, section 5.3.1)."""

from __future__ import annotations

import os
import struct

from everfair.live.ingest.feed import DATA as DATA_TAG
from everfair.live.ingest.feed import FlvTag
from everfair.live.ingest.rtmp import amf
from everfair.live.ingest.rtmp.messages import COMMAND, DATA, Message

CHUNK_SIZE = 4096
HELLO_SIZE = 1 + 1536
_EXTENDED = 0xFFFFFF
_NEXT = 0xC0
_LONGEST_TIME = 0xFFFFFFFF


def hello() -> bytes:
    """Return version, time, zeros and random bytes; the other side's are echoed."""
    return bytes([3]) + bytes(8) + os.urandom(1528)


def chunks(message: Message, *, lane: int, size: int) -> bytes:
    """Write a message in chunks, the first with a full header."""
    stamp = message.timestamp & _LONGEST_TIME
    extended = struct.pack(">I", stamp) if stamp >= _EXTENDED else b""
    body = message.body
    header = b"%c%b%b%c%b" % (
        lane,
        min(stamp, _EXTENDED).to_bytes(3, "big"),
        len(body).to_bytes(3, "big"),
        message.kind,
        message.stream.to_bytes(4, "little"),
    )
    between = bytes([_NEXT | lane]) + extended
    return header + extended + between.join(body[at : at + size] for at in range(0, max(len(body), 1), size))


def command(*values: amf.Writable, stream: int = 0) -> Message:
    return Message(COMMAND, 0, stream, amf.encode(*values))


def media(tag: FlvTag, *, stream: int) -> Message:
    """Return a tag as the message that carries it; what describes the stream is announced as such."""
    if tag.kind == DATA_TAG:
        return Message(DATA, 0, stream, amf.encode("@setDataFrame") + tag.body)
    return Message(tag.kind, tag.timestamp, stream, tag.body)
