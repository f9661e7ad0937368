"""One publisher's conversation, without any network: bytes in, events and answers out.

    greeting -> connecting -> connected -> asking -> publishing -> over

`receive` returns what happened: `Asked` (then the server says `accept` or `refuse`), tags, and `Stopped`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar, TypeAlias

from everfair.live.ingest.feed import FlvTag
from everfair.live.ingest.rtmp import amf, messages
from everfair.live.ingest.rtmp.chunks import ChunkLimits, ChunkReader
from everfair.live.ingest.rtmp.errors import RtmpError
from everfair.live.ingest.rtmp.handshake import Handshake
from everfair.live.ingest.rtmp.messages import Message

APP = "live"
MAX_KEY = 256
MAX_COMMANDS = 64  # before it publishes; encoders need five
_STREAM = 1
_WINDOW = 2_500_000
_SMALLEST_WINDOW = 65536

WRONG_APP = f"The server's address ends in /{APP}, and the stream key goes into its own field."
ONLY_PUBLISHING = "This server takes streams from encoders. To watch, open the stream's page."


@dataclass(frozen=True, slots=True)
class Asked:
    """The encoder wants to publish with this key."""

    key: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The encoder says that it is done."""


Event: TypeAlias = Asked | Stopped | FlvTag


class Stage(Enum):
    GREETING = auto()
    CONNECTING = auto()
    CONNECTED = auto()
    ASKING = auto()
    PUBLISHING = auto()
    OVER = auto()


class Session:
    """The server's side of one connection."""

    def __init__(self, limits: ChunkLimits) -> None:
        self.stage = Stage.GREETING
        self._handshake = Handshake()
        self._chunks = ChunkReader(limits)
        self._answers = bytearray()
        self._received = self._acknowledged = 0
        self._window = _WINDOW
        self._commands = 0

    def answers(self) -> bytes:
        """Return what is to be sent now, once."""
        answers, self._answers = bytes(self._answers), bytearray()
        return answers

    def receive(self, data: bytes) -> list[Event]:
        """Take bytes as they come; raises `RtmpError`, after which only `answers` is of use."""
        self._received += len(data)
        if self.stage is Stage.GREETING:
            data = self._greet(data)
        events = []
        for message in self._chunks.receive(data):
            if self.stage is Stage.OVER:
                break
            event = self._read(message)
            if event is not None:
                events.append(event)
        if self._received - self._acknowledged >= self._window // 2:
            self._acknowledged = self._received
            self._answers += messages.number(messages.ACKNOWLEDGEMENT, self._received & 0xFFFFFFFF)
        return events

    def accept(self) -> None:
        """Tell the encoder that it is welcome."""
        self.stage = Stage.PUBLISHING
        self._answers += messages.status("NetStream.Publish.Start", "Welcome.", stream=_STREAM)

    def refuse(self, sentence: str) -> None:
        """Tell the encoder that it may not publish; an encoder that publishes already may not go on."""
        code = "NetStream.Publish.BadName" if self.stage is Stage.ASKING else "NetStream.Publish.Rejected"
        self.stage = Stage.OVER
        self._answers += messages.status(code, sentence, stream=_STREAM, is_error=True)

    def _greet(self, data: bytes) -> bytes:
        rest = self._handshake.receive(data)
        self._answers += self._handshake.answer
        self._handshake.answer = b""
        if rest is None:
            return b""
        self.stage = Stage.CONNECTING
        return rest

    def _read(self, message: Message) -> Event | None:
        read = self._readers.get(message.kind)
        return read(self, message) if read else None

    def _read_media(self, message: Message) -> FlvTag | None:
        if self.stage not in {Stage.ASKING, Stage.PUBLISHING}:
            raise RtmpError("pictures or sound before the key")
        return FlvTag(message.kind, message.timestamp, message.body) if message.body else None

    def _read_data(self, message: Message) -> FlvTag | None:
        """Pass the description of the stream on, and nothing else that encoders tell."""
        body = message.body[1:] if message.kind == messages.DATA_AMF3 else message.body
        values = amf.decode(body)
        if amf.text_at(values, 0) == "@setDataFrame":
            body = body[len(amf.encode("@setDataFrame")) :]
            values = values[1:]
        if amf.text_at(values, 0) != "onMetaData":
            return None
        return self._read_media(Message(messages.DATA, message.timestamp, message.stream, body))

    def _read_aggregate(self, _message: Message) -> None:
        raise RtmpError("aggregate messages, which no encoder needs")

    def _read_window(self, message: Message) -> None:
        self._window = max(_SMALLEST_WINDOW, int.from_bytes(message.body[:4], "big"))

    def _read_control(self, message: Message) -> None:
        if message.body[:2] == bytes([0, messages.PING_REQUEST]):
            self._answers += messages.pong(message.body[2:6])

    def _read_command(self, message: Message) -> Event | None:
        if self.stage is not Stage.PUBLISHING:
            self._commands += 1
            if self._commands > MAX_COMMANDS:
                raise RtmpError("a lot of commands, and no stream")
        values = amf.decode(message.body[1:] if message.kind == messages.COMMAND_AMF3 else message.body)
        command = amf.text_at(values, 0)
        obey = self._commands_known.get(command)
        if obey is not None:
            return obey(self, values)
        if transaction := _transaction(values):
            self._answers += messages.result(transaction, None, None)
        return None

    def _connect(self, values: list[amf.Value]) -> None:
        if self.stage is not Stage.CONNECTING:
            raise RtmpError("it connects twice")
        options = values[2] if len(values) > 2 and isinstance(values[2], dict) else {}  # noqa: PLR2004 -- name, number, options
        app = options.get("app")
        if not isinstance(app, str) or app.partition("?")[0].strip("/") != APP:
            self.stage = Stage.OVER
            self._answers += messages.turned_away(_transaction(values), sentence=WRONG_APP)
            raise RtmpError("the address doesn't end in /" + APP)
        self.stage = Stage.CONNECTED
        self._answers += messages.welcome(_transaction(values), window=_WINDOW)

    def _create_stream(self, values: list[amf.Value]) -> None:
        self._answers += messages.result(_transaction(values), None, _STREAM)

    def _publish(self, values: list[amf.Value]) -> Asked:
        if self.stage is not Stage.CONNECTED:
            raise RtmpError("it publishes before it connects, or twice")
        key = amf.text_at(values, 3).partition("?")[0]
        self.stage = Stage.ASKING
        return Asked(key if len(key) <= MAX_KEY else "")

    def _play(self, _values: list[amf.Value]) -> None:
        if self.stage is Stage.CONNECTING:
            raise RtmpError("it wants to watch before it connects")
        self.stage = Stage.OVER
        self._answers += messages.status("NetStream.Play.Failed", ONLY_PUBLISHING, stream=_STREAM, is_error=True)
        raise RtmpError("it wants to watch")

    def _stop(self, _values: list[amf.Value]) -> Stopped | None:
        if self.stage is not Stage.PUBLISHING and self.stage is not Stage.ASKING:
            return None
        self.stage = Stage.OVER
        self._answers += messages.status("NetStream.Unpublish.Success", "Goodbye.", stream=_STREAM)
        return Stopped()

    def _say_nothing(self, _values: list[amf.Value]) -> None:
        return None

    _readers: ClassVar[Mapping[int, Callable[[Session, Message], Event | None]]] = {
        messages.AUDIO: _read_media,
        messages.VIDEO: _read_media,
        messages.DATA: _read_data,
        messages.DATA_AMF3: _read_data,
        messages.COMMAND: _read_command,
        messages.COMMAND_AMF3: _read_command,
        messages.USER_CONTROL: _read_control,
        messages.WINDOW: _read_window,
        messages.AGGREGATE: _read_aggregate,
    }
    _commands_known: ClassVar[Mapping[str, Callable[[Session, list[amf.Value]], Event | None]]] = {
        "connect": _connect,
        "createStream": _create_stream,
        "publish": _publish,
        "play": _play,
        "releaseStream": _say_nothing,
        "FCPublish": _say_nothing,
        "FCUnpublish": _stop,
        "deleteStream": _stop,
        "closeStream": _stop,
    }


def _transaction(values: list[amf.Value]) -> float:
    """Return the number that an answer repeats, 0 for a command that wants none."""
    number = values[1] if len(values) > 1 else None
    return number if isinstance(number, float) else 0
