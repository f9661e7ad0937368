"""The caption service by WebSocket: one connection for each stream, so that it can follow a sentence across pieces.

Its address begins with `ws://` or `wss://` and gets `?stream=6jxa3p2anx8m&language=zh`. Each piece of sound is two
messages, a text and a binary one; the service answers each piece with one text, the same as by HTTP:

    {"begins": "2020-09-05T01:30:04.000+00:00"}
    <the WAV file: 16 kHz, mono, 16 bits>

    {"cues": [{"begins": 0.4, "seconds": 2.1, "text": "大家好"}]}

A connection that the service has closed is opened again with the next piece.
"""

from __future__ import annotations

import json
import logging
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import connect

from everfair.live.engines.caption_engine import (
    LARGEST_ANSWER,
    PATIENCE_SECONDS,
    Heard,
    Sound,
    address_with,
    bearer,
    read_cues,
)

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

_IDLE_SECONDS = 60.0

logger = logging.getLogger(__name__)


class _Line(NamedTuple):
    connection: ClientConnection
    closing: ExitStack
    since: float


class SocketCaptionEngine:
    """The service described at the top of this file."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self._url = url
        self._token = token
        self._idle: dict[str, _Line] = {}

    def write_down(self, sound: Sound) -> list[Heard]:
        self._close_the_silent()
        known = self._idle.pop(sound.stream, None)
        try:
            if known is not None:
                try:
                    return self._ask(known, sound)
                except ConnectionClosed:
                    logger.info("The caption service has closed the connection of %s.", sound.stream)
            return self._ask(self._connect(sound), sound)
        except (OSError, WebSocketException, ValueError) as trouble:
            logger.warning("The caption service failed: %s", trouble)
            return []

    def _connect(self, sound: Sound) -> _Line:
        closing = ExitStack()
        connection = closing.enter_context(
            connect(
                address_with(self._url, {"stream": sound.stream, "language": sound.language}),
                additional_headers=bearer(self._token),
                open_timeout=PATIENCE_SECONDS,
                close_timeout=1,
                max_size=LARGEST_ANSWER,
            )
        )
        return _Line(connection, closing, time.monotonic())

    def _ask(self, line: _Line, sound: Sound) -> list[Heard]:
        """Keep the connection for the next piece if this one was answered well."""
        with ExitStack() as failing:
            failing.callback(line.closing.close)
            line.connection.send(json.dumps({"begins": sound.begins.isoformat()}))
            line.connection.send(sound.wav)
            heard = read_cues(line.connection.recv(timeout=PATIENCE_SECONDS))
            failing.pop_all()
        self._idle[sound.stream] = line._replace(since=time.monotonic())
        return heard

    def _close_the_silent(self) -> None:
        """Close the connections of streams that say nothing any more."""
        before = time.monotonic() - _IDLE_SECONDS
        for stream in [stream for stream, line in list(self._idle.items()) if line.since < before]:
            line = self._idle.pop(stream, None)
            if line is not None:
                line.closing.close()
