"""A body that many readers get: compressed once per encoding, with its ETag, ready to be sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from everfair.edge.compression import IDENTITY, choose_encoding, compress
from everfair.edge.protocol import BODY, END, START, Head, Header, Message, Send

# Under this a compressed body saves no packet; over the other one compressing would hold up the event loop.
_WORTH_COMPRESSING = 256
_COMPRESSED_IN_THREAD = 64 * 1024
_KEPT_ON_304 = frozenset((b"cache-control", b"content-language", b"content-location", b"expires", b"vary"))
_OVERHEAD = 2048


class Ready(NamedTuple):
    """One encoding of the body, as the messages that carry it."""

    etag: bytes
    start: Message
    body: Message
    unchanged: Message
    size: int


class Representation:
    """One body and its headers (without length, encoding and ETag, which are made here)."""

    __slots__ = ("_body", "_headers", "_making", "_ready", "_stamp", "compressible")

    def __init__(self, body: bytes, headers: Iterable[Header], *, compressible: bool = True) -> None:
        self._body = body
        self._headers = list(headers)
        self._stamp = blake2b(body, digest_size=12).hexdigest()
        self._ready: dict[str, Ready] = {}
        self._making: dict[str, asyncio.Task[bytes]] = {}
        self.compressible = compressible and len(body) >= _WORTH_COMPRESSING

    @property
    def size(self) -> int:
        """Return the memory that it takes, in bytes, near enough."""
        return _OVERHEAD + len(self._body) + sum(ready.size for ready in self._ready.values())

    async def send(self, send: Send, *, head: Head, method: str) -> bool:
        """Answer with 200 or 304; true if an encoding was made for it, so that `size` has grown."""
        encoding = choose_encoding(head.get(b"accept-encoding", b"")) if self.compressible else IDENTITY
        ready = self._ready.get(encoding)
        grown = ready is None
        if ready is None:
            ready = await self._make(encoding)
        known = head.get(b"if-none-match")
        if known is not None and is_known(ready.etag, known):
            await send(ready.unchanged)
            await send(END)
        else:
            await send(ready.start)
            await send(END if method == "HEAD" else ready.body)
        return grown

    async def _make(self, encoding: str) -> Ready:
        body = await self._compressed(encoding)
        made = self._ready.get(encoding)
        if made is not None:
            return made
        if len(body) >= len(self._body):
            encoding_sent, body = IDENTITY, self._body
        else:
            encoding_sent = encoding
        self._ready[encoding] = ready = self._prepare(body, encoding_sent)
        return ready

    async def _compressed(self, encoding: str) -> bytes:
        if encoding == IDENTITY or len(self._body) < _COMPRESSED_IN_THREAD:
            return compress(self._body, encoding)
        task = self._making.get(encoding)
        if task is None:
            self._making[encoding] = task = asyncio.create_task(asyncio.to_thread(compress, self._body, encoding))
            task.add_done_callback(lambda _: self._making.pop(encoding, None))
        return await asyncio.shield(task)

    def _prepare(self, body: bytes, encoding: str) -> Ready:
        # A strong ETag belongs to these very bytes, so it names the encoding too.
        etag = f'"{self._stamp}.{encoding}"'.encode()
        headers = [*self._headers, (b"etag", etag)]
        coding = [] if encoding == IDENTITY else [(b"content-encoding", encoding.encode())]
        length = (b"content-length", str(len(body)).encode())
        return Ready(
            etag=etag,
            start={"type": START, "status": 200, "headers": [*headers, *coding, length]},
            body={"type": BODY, "body": body},
            unchanged={
                "type": START,
                "status": 304,
                "headers": [(b"etag", etag), *(pair for pair in self._headers if pair[0] in _KEPT_ON_304)],
            },
            size=0 if encoding == IDENTITY else len(body),
        )


def is_known(etag: bytes, known: bytes) -> bool:
    """Compare weakly, as RFC 9110 asks: proxies weaken the ETags that pass through them."""
    return known in (etag, b"*") or etag in {part.strip().removeprefix(b"W/") for part in known.split(b",")}
