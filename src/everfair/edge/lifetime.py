"""Beginning and end of a web process, as ASGI servers tell it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Coroutine
from types import FrameType
from typing import Any

from everfair.edge.protocol import Receive, Send

Handler = Callable[[int, FrameType | None], Any]

_ENDINGS = (signal.SIGTERM, signal.SIGINT)


class Lifetime:
    """Runs tasks from the first start to the end, and hears early that the end is near.

    A server waits for its open connections before it says `lifespan.shutdown`, and event streams never end by
    themselves. So `on_ending` hangs on the signals too, before the server's own handler.
    """

    def __init__(self, *tasks: Callable[[], Coroutine[Any, Any, None]], on_ending: Callable[[], None]) -> None:
        self._factories = tasks
        self._on_ending = on_ending
        self._tasks: list[asyncio.Task[None]] = []
        self._before: dict[signal.Signals, Handler] = {}
        self.started = False

    def start(self) -> None:
        """Start the tasks in the running loop; servers without lifespan come here with the first request."""
        self.started = True
        self._tasks = [asyncio.create_task(factory()) for factory in self._factories]
        if threading.current_thread() is threading.main_thread():
            for number in _ENDINGS:
                self._hang_on(number, asyncio.get_running_loop())

    async def stop(self) -> None:
        self._on_ending()
        for number, before in self._before.items():
            signal.signal(number, before)
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._tasks = []

    async def follow(self, receive: Receive, send: Send) -> None:
        """Answer the lifespan scope of ASGI."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def _hang_on(self, number: signal.Signals, loop: asyncio.AbstractEventLoop) -> None:
        before = signal.getsignal(number)
        if not callable(before):
            return

        def ending(received: int, where: FrameType | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._on_ending)
            before(received, where)

        self._before[number] = before
        signal.signal(number, ending)
        signal.siginterrupt(number, False)  # noqa: FBT003 -- as the loop's own handler has it: system calls go on
