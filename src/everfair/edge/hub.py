"""The event hub: what the database notifies goes to every open page that listens to its channel."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterable
from itertools import islice
from urllib.parse import parse_qs
from uuid import uuid4

from everfair.edge.answers import BAD_TOKEN, BUSY, WRONG_METHOD
from everfair.edge.frames import RETRY, NotAMessageError, frame, heartbeat, place, read_message
from everfair.edge.head import read_head
from everfair.edge.protocol import Receive, Scope, Send
from everfair.edge.replay_log import ReplayLog
from everfair.edge.stream import Stream
from everfair.kernel.realtime import BadToken, read_token

logger = logging.getLogger(__name__)

RESET = "reset"
_HEARTBEAT = 15
_LIFETIME = 3600.0


class Hub:
    """The open streams of one web process and the log from which they are caught up.

    A stream lives an hour: the browser then comes back by itself and must show its token again.
    """

    def __init__(self, *, key: str, most_streams: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._key = key
        self._most_streams = most_streams
        self._clock = clock
        self._log = ReplayLog()
        self._streams: dict[Stream, None] = {}
        self._channels: dict[str, set[Stream]] = {}
        self._closed = False
        self._beats = 0

    @property
    def listeners(self) -> int:
        return len(self._streams)

    @property
    def channels(self) -> int:
        return len(self._channels)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            await WRONG_METHOD.send(send)
            return
        query = parse_qs(scope["query_string"].decode("latin1"))
        try:
            channels = frozenset(read_token(query.get("token", [""])[-1], key=self._key))
        except BadToken:
            await BAD_TOKEN.send(send)
            return
        if self._closed or len(self._streams) >= self._most_streams:
            await BUSY.send(send)
            return
        last_id = read_head(scope).get(b"last-event-id", b"").decode("latin1") or query.get("last", [""])[-1]
        stream = Stream(channels, born=self._clock())
        stream.push(self._opening(channels, last_id))
        self._enter(stream)
        try:
            await stream.run(receive, send)
        finally:
            self._leave(stream)

    def publish(self, payload: str) -> None:
        """Take one notification in and hand it to the readers of its channel."""
        try:
            entry = read_message(payload)
        except NotAMessageError as error:
            logger.warning("Not a message for the hub: %s", error)
            return
        self._log.append(entry)
        for stream in self._channels.get(entry.channel, ()):
            stream.push(entry.frame)

    def resume(self) -> None:
        """Messages can be heard from now on, but some may have been missed: every page must look again."""
        self._log.clear()
        self._push_all(self._streams, frame(RESET, {}, None))

    def close(self) -> None:
        """Let all streams end, so that the server can."""
        self._closed = True
        for stream in self._streams:
            stream.close()

    async def beat(self) -> None:
        """Keep the streams alive, a fifteenth of them each second; run it as a task."""
        while True:
            await asyncio.sleep(1)
            self.beat_once()

    def beat_once(self) -> None:
        self._beats += 1
        due = list(islice(self._streams, self._beats % _HEARTBEAT, None, _HEARTBEAT))
        self._push_all(due, heartbeat(self._log.last_id))
        oldest = self._clock() - _LIFETIME
        for stream in due:
            if stream.born < oldest:
                stream.close()

    def _opening(self, channels: frozenset[str], last_id: str) -> bytes:
        """Return the first bytes: where the log is now, and what the reader missed or that it is too much."""
        now = self._log.last_id
        missed = self._log.since(last_id) if last_id else []
        if missed is None:
            return RETRY + frame(RESET, {}, now)
        frames = b"".join(entry.frame for entry in missed if entry.channel in channels)
        return RETRY + frames + f"{place(now)}\n".encode()

    def _enter(self, stream: Stream) -> None:
        self._streams[stream] = None
        for channel in stream.channels:
            self._channels.setdefault(channel, set()).add(stream)

    def _leave(self, stream: Stream) -> None:
        del self._streams[stream]
        for channel in stream.channels:
            readers = self._channels[channel]
            readers.discard(stream)
            if not readers:
                del self._channels[channel]

    @staticmethod
    def _push_all(streams: Iterable[Stream], sent: bytes) -> None:
        for stream in streams:
            stream.push(sent)


def marker() -> str:
    """Return a message to nobody.

    Each web process notifies one when it begins to listen, so that all logs share a place from there on.
    """
    return json.dumps({"i": uuid4().hex, "c": "", "k": "mark", "d": {}})
