"""The chunk stream: bytes in any portions in, whole messages out (specification, section 5.3).

A message is collected as its bytes come, so what is kept never exceeds what was received, whatever a header announces.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from everfair.live.ingest.rtmp.errors import RtmpError
from everfair.live.ingest.rtmp.messages import ABORT, AUDIO, SET_CHUNK_SIZE, VIDEO, Message

FIRST_CHUNK_SIZE = 128
_EXTENDED = 0xFFFFFF
_WRAP = 0xFFFFFFFF
_HEADER_SIZES = (11, 7, 3, 0)
_FULL, _SAME_STREAM, _SAME_LENGTH, _SAME = range(4)


class ChunkError(RtmpError):
    """Not a chunk stream, or one that wants more than it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkLimits:
    """How much one connection may want; sizes in bytes."""

    video: int = 4 << 20
    audio: int = 256 << 10
    other: int = 64 << 10
    lanes: int = 64
    buffered: int = 8 << 20
    smallest_chunk: int = FIRST_CHUNK_SIZE

    def of(self, kind: int) -> int:
        return self.video if kind == VIDEO else self.audio if kind == AUDIO else self.other


@dataclass(slots=True)
class _Lane:
    """One chunk stream: the last header on it, and the message that is being collected."""

    timestamp: int = 0
    step: int = 0
    length: int = 0
    kind: int = 0
    stream: int = 0
    is_extended: bool = False
    is_open: bool = False
    body: bytearray = field(default_factory=bytearray)


class ChunkReader:
    """Takes the bytes of one side after the handshake."""

    def __init__(self, limits: ChunkLimits) -> None:
        self._limits = limits
        self._lanes: dict[int, _Lane] = {}
        self._chunk_size = FIRST_CHUNK_SIZE
        self._rest = b""
        self._lane = _Lane()
        self._is_inside = False
        self._wanted = 0
        self._buffered = 0

    def receive(self, data: bytes) -> list[Message]:
        """Return the messages that these bytes complete; raises `ChunkError`."""
        data = self._rest + data if self._rest else data
        messages = []
        at = 0
        while True:
            if not self._is_inside:
                start = self._open_chunk(data, at)
                if start is None:
                    break
                at = start
            end = at + self._wanted
            message = self._collect(data[at:end])
            if message is not None and not self._obey(message):
                messages.append(message)
            if end > len(data):
                at = len(data)
                break
            at = end
        self._rest = data[at:]
        return messages

    def _open_chunk(self, data: bytes, at: int) -> int | None:
        """Read a chunk's header; returns where its payload begins, None while the header is incomplete."""
        form, number, head = _basic_header(data, at)
        fields = head + _HEADER_SIZES[form]
        if fields > len(data):
            return None
        lane = self._lane_of(number, form)
        stamp = int.from_bytes(data[head : head + 3], "big")
        is_extended = lane.is_extended if form == _SAME else stamp == _EXTENDED
        start = fields + 4 if is_extended else fields
        if start > len(data):
            return None
        if is_extended:
            stamp = int.from_bytes(data[fields:start], "big")
        if lane.is_open:
            self._go_on(lane, form)
        else:
            self._begin(lane, form, header=data[head:fields], stamp=stamp)
            lane.is_extended = is_extended
        return start

    def _lane_of(self, number: int, form: int) -> _Lane:
        lane = self._lanes.get(number)
        if lane is None:
            if form > _SAME_STREAM:
                raise ChunkError("a chunk refers to a header that never came")
            if len(self._lanes) >= self._limits.lanes:
                raise ChunkError(f"more than {self._limits.lanes} chunk streams")
            lane = self._lanes[number] = _Lane()
        return lane

    def _begin(self, lane: _Lane, form: int, *, header: bytes, stamp: int) -> None:
        """Begin a message; `stamp` is the header's time, which the shortest form (3) repeats from before."""
        if form != _SAME:
            lane.step = stamp
        if form <= _SAME_STREAM:
            lane.length, lane.kind = int.from_bytes(header[3:6], "big"), header[6]
        if form == _FULL:
            lane.stream = int.from_bytes(header[7:11], "little")
            lane.timestamp = stamp
        else:
            lane.timestamp = (lane.timestamp + lane.step) & _WRAP
        if lane.length > self._limits.of(lane.kind):
            raise ChunkError(f"a message of kind {lane.kind} announces {lane.length} bytes")
        lane.is_open = True
        self._go_on(lane, _SAME)

    def _go_on(self, lane: _Lane, form: int) -> None:
        if form != _SAME:
            raise ChunkError("a message begins inside another one")
        self._lane, self._is_inside = lane, True
        self._wanted = min(self._chunk_size, lane.length - len(lane.body))

    def _collect(self, piece: bytes) -> Message | None:
        """Add payload to the message of the open chunk; returns the message if that completes it."""
        lane = self._lane
        self._wanted -= len(piece)
        if not lane.body and len(piece) == lane.length:
            return self._close(lane, piece)
        lane.body += piece
        self._buffered += len(piece)
        if self._buffered > self._limits.buffered:
            raise ChunkError("too many messages are begun and none is finished")
        if self._wanted:
            return None
        self._is_inside = False
        if len(lane.body) < lane.length:
            return None
        self._buffered -= lane.length
        return self._close(lane, bytes(lane.body))

    def _close(self, lane: _Lane, body: bytes) -> Message:
        self._is_inside = lane.is_open = False
        lane.body = bytearray()
        return Message(lane.kind, lane.timestamp, lane.stream, body)

    def _obey(self, message: Message) -> bool:
        """Follow what concerns the chunk stream itself; False for a message that others read."""
        if message.kind == SET_CHUNK_SIZE:
            size = _number(message)
            if size < self._limits.smallest_chunk:
                raise ChunkError(f"chunks of {size} bytes are too small")
            self._chunk_size = size
        elif message.kind == ABORT:
            lane = self._lanes.get(_number(message))
            if lane is not None and lane.is_open:
                self._buffered -= len(lane.body)
                self._close(lane, b"")
        else:
            return False
        return True


def _basic_header(data: bytes, at: int) -> tuple[int, int, int]:
    """Return a chunk's form, the number of its chunk stream, and where the message header begins.

    While bytes are missing the header begins behind the end of the data.
    """
    head = data[at : at + 3]
    if not head:
        return _FULL, 0, at + 1
    form, number = head[0] >> 6, head[0] & 63
    size = (2, 3)[number] if number < 2 else 1  # noqa: PLR2004 -- 0 and 1 announce the longer forms
    if size > 1 and len(head) >= size:
        number = 64 + int.from_bytes(head[1:size], "little")
    return form, number, at + size


def _number(message: Message) -> int:
    """Return the number that a control message carries, 31 bits of it: the highest one is reserved."""
    if len(message.body) != 4:  # noqa: PLR2004 -- the bytes of a number
        raise ChunkError(f"a control message of {len(message.body)} bytes")
    return int.from_bytes(message.body, "big") & 0x7FFFFFFF
