"""Small apps that stand where Django would."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from everfair.edge.protocol import Receive, Scope, Send

Pair = tuple[str, str]
PUBLIC: tuple[Pair, ...] = (
    ("content-type", "text/html; charset=utf-8"),
    ("cache-control", "public, max-age=0, must-revalidate"),
    ("everfair-cache", "ttl=300; tags=fair booth:7"),
)


class Pages:
    """Answers with the number of the rendering; can be held back, and made to fail."""

    def __init__(self, headers: Iterable[Pair] = PUBLIC, *, status: int = 200, body: str | None = None) -> None:
        self.headers = list(headers)
        self.status = status
        self.body = body
        self.fails = False
        self.scopes: list[Scope] = []
        self.may_finish = asyncio.Event()
        self.may_finish.set()
        self.may_start = asyncio.Event()
        self.may_start.set()

    @property
    def renders(self) -> int:
        return len(self.scopes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        self.scopes.append(scope)
        text = self.body if self.body is not None else f"rendering {self.renders} " + "展" * 400
        await self.may_start.wait()
        if self.fails:
            raise RuntimeError("no page")
        headers = [(name.encode(), value.encode()) for name, value in self.headers]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await self.may_finish.wait()
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b""})
