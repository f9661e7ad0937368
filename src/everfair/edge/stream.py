"""One open `/events` connection."""

from __future__ import annotations

import asyncio
import contextlib

from everfair.edge.answers import SECURITY_HEADERS
from everfair.edge.protocol import BODY, END, START, Receive, Send

_MOST_WAITING = 512
_STARTED = {
    "type": START,
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        *SECURITY_HEADERS,
    ],
}


class Stream:
    """Frames wait here until the reader takes them; all readers share the same bytes.

    Who falls too far behind is cut off, comes back with its last id and is served from the log.
    """

    __slots__ = ("_idle", "_loop", "_open", "_task", "_waiting", "born", "channels")

    def __init__(self, channels: frozenset[str], *, born: float) -> None:
        self.channels = channels
        self.born = born
        self._waiting: list[bytes] = []
        self._loop = asyncio.get_running_loop()
        self._idle: asyncio.Future[None] | None = None  # an Event asks the system for its loop at every wait
        self._open = True
        self._task = asyncio.current_task()

    def push(self, frame: bytes) -> None:
        if len(self._waiting) < _MOST_WAITING:
            self._waiting.append(frame)
            self._wake()
        elif self._open:
            self._cut()

    def close(self) -> None:
        """End the stream after what is waiting."""
        self._open = False
        self._wake()

    async def run(self, receive: Receive, send: Send) -> None:
        """Send frames until the reader leaves or the stream is closed."""
        leaving = asyncio.create_task(self._wait_for_leave(receive))
        try:
            await send(_STARTED)
            while self._open or self._waiting:
                if self._waiting:
                    frames, self._waiting = self._waiting, []
                    await send({"type": BODY, "body": b"".join(frames), "more_body": True})
                else:
                    self._idle = self._loop.create_future()
                    await self._idle
            await send(END)
        except asyncio.CancelledError:
            if self._open or self._task is None:
                raise
            self._task.uncancel()
        finally:
            self._open = False
            leaving.cancel()

    def _wake(self) -> None:
        if self._idle is not None and not self._idle.done():
            self._idle.set_result(None)

    def _cut(self) -> None:
        """The writer hangs in `send`, so closing alone would not end it."""
        self._open = False
        if self._task is not None:
            self._task.cancel()

    async def _wait_for_leave(self, receive: Receive) -> None:
        with contextlib.suppress(OSError):
            while (await receive())["type"] != "http.disconnect":
                pass
        self._cut()
