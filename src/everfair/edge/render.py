"""One rendering of a page by Django, which other readers of the same page may wait for."""

from __future__ import annotations

import asyncio

from everfair.edge.page import OK, Directive, Page, make_page, read_directive, without_directive
from everfair.edge.page_key import PageKey
from everfair.edge.page_store import EVERYTHING, PageStore
from everfair.edge.protocol import BODY, START, App, Message, Receive, Scope, Send


class Render:
    """Runs the app once; a page that may be shared is held back, anything else streams to the first reader."""

    def __init__(self, key: PageKey, store: PageStore, send: Send) -> None:
        self.key = key
        self.directive: Directive | None = None
        self.purged: set[str] = set()
        self._store = store
        self._send = send
        self._outcome: asyncio.Future[Page | None] = asyncio.get_running_loop().create_future()
        self._start: Message | None = None
        self._body = bytearray()

    async def run(self, app: App, scope: Scope, receive: Receive) -> Page | None:
        """Return the page, or None if the answer has gone to the first reader already."""
        page = None
        try:
            await app(scope, receive, self._take)
            if self.directive is not None and self._start is not None:
                page = make_page(bytes(self._body), self._start["headers"], self.directive, now=self._store.clock())
                if not self._is_stale(self.directive):
                    self._store.keep(self.key, page)
        finally:
            self._settle(page)
        return page

    async def outcome(self) -> Page | None:
        """Wait for the page; None as soon as it is known that there is nothing to share."""
        return await asyncio.shield(self._outcome)

    @property
    def is_private(self) -> bool:
        """Whether a whole answer turned out to be for its own reader only."""
        return self._start is not None and self._start["status"] == OK and self.directive is None

    def _is_stale(self, directive: Directive) -> bool:
        """A purge that came while it ran may have come after Django read the rows."""
        return EVERYTHING in self.purged or not self.purged.isdisjoint(directive.tags)

    def _settle(self, page: Page | None) -> None:
        if not self._outcome.done():
            self._outcome.set_result(page)

    async def _take(self, message: Message) -> None:
        if message["type"] == START:
            self._start = message
            self.directive = read_directive(message, self.key)
            if self.directive is None:
                await self._let_go()
        elif self.directive is None:
            await self._send(message)
        elif message["type"] == BODY:
            self._body += message.get("body", b"")
            if len(self._body) > self._store.largest_page:
                self.directive = None
                await self._let_go()
                await self._send(
                    {"type": BODY, "body": bytes(self._body), "more_body": message.get("more_body", False)}
                )

    async def _let_go(self) -> None:
        self._settle(None)
        if self._start is not None:
            await self._send(without_directive(self._start))
