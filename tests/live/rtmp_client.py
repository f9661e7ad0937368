"""The other side of RTMP, for tests: an encoder that can also misbehave."""

from __future__ import annotations

import struct
from itertools import chain

from everfair.live.ingest.rtmp import amf
from everfair.live.ingest.rtmp.messages import COMMAND, Message

C0_C1 = b"\x03" + bytes(1536)
C2 = bytes(1536)


class ChunkWriter:
    """Writes messages as the specification says, with the form of header that the caller asks for.

    `form` 0 carries everything; 1 and 2 leave out what is as before, 3 everything. A caller who asks for more to be
    left out than may be gets the next longer form.
    """

    def __init__(self, chunk_size: int = 128) -> None:
        self.chunk_size = chunk_size
        self._last: dict[int, Message] = {}
        self._steps: dict[int, int] = {}

    def write(self, message: Message, *, lane: int = 4, form: int = 0) -> bytes:
        return b"".join(self.chunks(message, lane=lane, form=form))

    def chunks(self, message: Message, *, lane: int = 4, form: int = 0) -> list[bytes]:
        last = self._last.get(lane)
        step = (message.timestamp - last.timestamp) & 0xFFFFFFFF if last else 0
        form = min(form, self._shortest(message, lane=lane, step=step))
        stamp = message.timestamp if form == 0 else step
        self._last[lane], self._steps[lane] = message, stamp
        extended = struct.pack(">I", stamp) if stamp >= 0xFFFFFF else b""
        size, kind = len(message.body).to_bytes(3, "big"), bytes([message.kind])
        fields = [min(stamp, 0xFFFFFF).to_bytes(3, "big"), size + kind, message.stream.to_bytes(4, "little")]
        header = b"".join(fields[: 3 - form])
        pieces = [message.body[at : at + self.chunk_size] for at in range(0, len(message.body), self.chunk_size)]
        first = basic(form, lane) + header + extended + b"".join(pieces[:1])
        return [first, *(basic(3, lane) + extended + piece for piece in pieces[1:])]

    def _shortest(self, message: Message, *, lane: int, step: int) -> int:
        last = self._last.get(lane)
        if last is None or last.stream != message.stream:
            return 0
        if (len(last.body), last.kind) != (len(message.body), message.kind):
            return 1
        return 3 if step == self._steps[lane] else 2


def basic(form: int, lane: int) -> bytes:
    """Return a chunk's basic header."""
    if lane < 64:
        return bytes([form << 6 | lane])
    if lane < 320:
        return bytes([form << 6, lane - 64])
    return bytes([form << 6 | 1]) + (lane - 64).to_bytes(2, "little")


def command(*values: amf.Writable, kind: int = COMMAND) -> Message:
    prefix = b"\x00" if kind != COMMAND else b""
    return Message(kind, 0, 0, prefix + amf.encode(*values))


def opening(key: str = "key", *, app: str = "live") -> bytes:
    """What an encoder sends until it publishes, in one piece."""
    writer = ChunkWriter()
    commands = [
        command("connect", 1, {"app": app, "type": "nonprivate", "tcUrl": f"rtmp://127.0.0.1/{app}"}),
        command("releaseStream", 2, None, key),
        command("FCPublish", 3, None, key),
        command("createStream", 4, None),
        command("publish", 5, None, key, "live"),
    ]
    return C0_C1 + C2 + b"".join(chain.from_iterable(writer.chunks(each, lane=3) for each in commands))
