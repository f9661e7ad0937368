"""A bounded load on one address: a few connections, a few requests in flight on each.

Answers are counted by their status lines, so the loader costs far less than the server and can saturate it.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import cast

# What a browser of today sends with a click.
REQUEST = (
    "GET {target} HTTP/1.1\r\n"
    "Host: 127.0.0.1\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Accept-Language: zh-CN,zh;q=0.9,en;q=0.8\r\n"
    "Cookie: everfair_session=9f3c2b7d6e5a41f0a8b7c6d5e4f30211; language=en\r\n"
    "\r\n"
)
_GOOD = b"HTTP/1.1 200 OK\r\n"
_ANY = b"HTTP/1.1 "


@dataclass(frozen=True)
class Load:
    """How many answers came in how many seconds."""

    answers: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


class _Connection(asyncio.Protocol):
    """Keeps `depth` requests in flight; a status line cut in two is put together again."""

    def __init__(self, request: bytes, depth: int) -> None:
        self.answers = 0
        self.strange = 0
        self.running = True
        self._request = request
        self._depth = depth
        self._tail = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)
        self._transport.write(self._request * self._depth)

    def data_received(self, data: bytes) -> None:
        seen = self._tail + data
        count = seen.count(_GOOD)
        self.strange += seen.count(_ANY) - count
        self._tail = seen[-(len(_GOOD) - 1) :]
        self.answers += count
        if self.running and count and self._transport is not None:
            self._transport.write(self._request * count)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self.running:
            self.strange += 1

    def stop(self) -> None:
        self.running = False
        if self._transport is not None:
            self._transport.close()


async def load(port: int, target: str, *, seconds: float, connections: int = 32, depth: int = 1) -> Load:
    """Load the address for some seconds; `SystemExit` if an answer was not 200 or a connection broke."""
    loop = asyncio.get_running_loop()
    request = REQUEST.format(target=target).encode()
    began = time.perf_counter()
    opened = [
        (await loop.create_connection(lambda: _Connection(request, depth), "127.0.0.1", port))[1]
        for _ in range(connections)
    ]
    await asyncio.sleep(seconds)
    taken = time.perf_counter() - began
    answers, strange = sum(one.answers for one in opened), sum(one.strange for one in opened)
    for one in opened:
        one.stop()
    if strange or not answers:
        raise SystemExit(f"{strange} answers to {target} were not 200, {answers} were.")
    return Load(answers, taken)
