"""Asks an ASGI app in this process, as a server would."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec

from everfair.edge.protocol import App, Message, Scope

P = ParamSpec("P")
Headers = Iterable[tuple[str, str]]


@dataclass
class Answered:
    """What came back."""

    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])

    async def take(self, message: Message) -> None:
        self.messages.append(message)


def in_loop(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an `async def` test in a loop of its own."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(asyncio.wait_for(test(*args, **kwargs), 30))

    return run


def http_scope(target: str = "/", *, method: str = "GET", headers: Headers = ()) -> Scope:
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "http_version": "1.1",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin1")) for name, value in (("host", "fair.test"), *headers)],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 5),
        "root_path": "",
    }


async def ask(
    app: App, target: str = "/", *, method: str = "GET", headers: Headers = (), body: bytes = b""
) -> Answered:
    """Send one request and collect the answer; a body is announced by its length."""
    pairs = [*headers, *([("content-length", str(len(body)))] if body else [])]
    answered = Answered()
    await app(http_scope(target, method=method, headers=pairs), _receiving(body), answered.take)
    return answered


def _receiving(*chunks: bytes) -> Callable[[], Coroutine[Any, Any, Message]]:
    left = list(chunks)

    async def receive() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}
        await asyncio.Event().wait()
        raise AssertionError

    return receive


class Listening:
    """An open event stream."""

    def __init__(self) -> None:
        self.leaving = asyncio.Event()
        self.stuck = asyncio.Event()
        self.stuck.set()
        self.answered = Answered()
        self._came = asyncio.Event()

    async def receive(self) -> Message:
        await self.leaving.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        await self.stuck.wait()
        await self.answered.take(message)
        self._came.set()

    async def until(self, text: bytes) -> bytes:
        """Wait until the stream has carried this text; return all of it so far."""
        while text not in self.answered.body:
            self._came.clear()
            await asyncio.wait_for(self._came.wait(), 10)
        return self.answered.body


@contextlib.asynccontextmanager
async def listening(app: App, target: str, headers: Headers = ()) -> AsyncIterator[Listening]:
    """Open an event stream and leave it at the end."""
    listener = Listening()
    task = asyncio.create_task(_as_coroutine(app, http_scope(target, headers=headers), listener))
    await asyncio.sleep(0)
    try:
        yield listener
    finally:
        listener.leaving.set()
        listener.stuck.set()
        await asyncio.wait_for(task, 5)


async def _as_coroutine(app: App, scope: Scope, listener: Listening) -> None:
    await app(scope, listener.receive, listener.send)


async def settle() -> None:
    """Let everything run that can run now."""
    for _ in range(20):
        await asyncio.sleep(0)
