"""RTMP messages: their kinds, and how ours are written."""

from __future__ import annotations

import struct
from typing import NamedTuple

from everfair.live.ingest.rtmp import amf

SET_CHUNK_SIZE, ABORT, ACKNOWLEDGEMENT, USER_CONTROL, WINDOW, BANDWIDTH = 1, 2, 3, 4, 5, 6
AUDIO, VIDEO, DATA_AMF3, COMMAND_AMF3, DATA, COMMAND, AGGREGATE = 8, 9, 15, 17, 18, 20, 22
PING_REQUEST, PING_RESPONSE = 6, 7

CONTROL_LANE, COMMAND_LANE, STATUS_LANE = 2, 3, 5
# Long, so that an encoder which copies our chunk size sends most messages in one piece.
OUR_CHUNK_SIZE = 65536


class Message(NamedTuple):
    """A whole message; `timestamp` counts milliseconds and wraps at 2^32."""

    kind: int
    timestamp: int
    stream: int
    body: bytes


def written(kind: int, body: bytes, *, lane: int = CONTROL_LANE, stream: int = 0) -> bytes:
    """Write one of our answers, all of which fit into one chunk and need no time."""
    return b"%c\0\0\0%b%c%b%b" % (lane, len(body).to_bytes(3, "big"), kind, stream.to_bytes(4, "little"), body)


def number(kind: int, value: int) -> bytes:
    """Write a control message that carries one 32-bit number."""
    return written(kind, struct.pack(">I", value))


def pong(body: bytes) -> bytes:
    """Answer a ping that carried these bytes after its type."""
    return written(USER_CONTROL, struct.pack(">H", PING_RESPONSE) + body)


def result(transaction: float, *values: amf.Writable) -> bytes:
    """Answer a call."""
    return written(COMMAND, amf.encode("_result", transaction, *values), lane=COMMAND_LANE)


def status(code: str, sentence: str, *, stream: int, is_error: bool = False) -> bytes:
    """Tell the publisher how its stream is."""
    level = "error" if is_error else "status"
    body = amf.encode("onStatus", 0, None, {"level": level, "code": code, "description": sentence})
    return written(COMMAND, body, lane=STATUS_LANE, stream=stream)


def welcome(transaction: float, *, window: int) -> bytes:
    """Answer `connect`: our windows, our chunk size, and yes."""
    bandwidth = written(BANDWIDTH, struct.pack(">IB", window, 2))
    server: amf.Writable = {"fmsVer": "FMS/3,5,7,7009", "capabilities": 31}  # encoders expect a name that they know
    yes: amf.Writable = {
        "level": "status",
        "code": "NetConnection.Connect.Success",
        "description": "Welcome.",
        "objectEncoding": 0,
    }
    ours = number(WINDOW, window) + bandwidth + number(SET_CHUNK_SIZE, OUR_CHUNK_SIZE)
    return ours + result(transaction, server, yes)


def turned_away(transaction: float, *, sentence: str) -> bytes:
    """Answer `connect` with no; our chunk size goes before it, else the sentence would be too long."""
    about: amf.Writable = {"level": "error", "code": "NetConnection.Connect.Rejected", "description": sentence}
    body = amf.encode("_error", transaction, None, about)
    return number(SET_CHUNK_SIZE, OUR_CHUNK_SIZE) + written(COMMAND, body, lane=COMMAND_LANE)
