"""The page cache: public pages answered without Django, each rendered once however many ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from everfair.edge.head import read_head
from everfair.edge.page import Page, without_directive
from everfair.edge.page_key import PageKey, page_key
from everfair.edge.page_store import EVERYTHING, PageStore
from everfair.edge.protocol import START, App, Message, Receive, Scope, Send
from everfair.edge.render import Render

# Whoever just wrote something reads past the cache for a moment, so that the purge cannot lose the race against her.
FRESH_COOKIE = b"everfair_fresh"
_FRESH = (b"set-cookie", FRESH_COOKIE + b"=1; Max-Age=3; Path=/; HttpOnly; SameSite=Lax")
_PRIVATE_PATHS = 4096
_REFUSED = 400

Request = tuple[Scope, Receive, Send]


class PageCache:
    """Stands in front of an app and answers for it where the app's `Everfair-Cache` header allows."""

    def __init__(self, app: App, store: PageStore) -> None:
        self._app = app
        self._store = store
        self._running: dict[asyncio.Task[Page | None], Render] = {}
        self._shared: dict[PageKey, Render] = {}
        self._private: dict[str, None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method not in ("GET", "HEAD"):
            await self._app(scope, receive, _rewriting(send, _freshen))
            return
        head = read_head(scope)
        if b"authorization" in head or FRESH_COOKIE in head.get(b"cookie", b""):
            await self._app(scope, receive, _rewriting(send, without_directive))
            return
        key = page_key(scope, head)
        page = self._store.find(key) or await self._obtain(key, (scope, receive, send))
        if page is not None and await page.representation.send(send, head=head, method=method):
            self._store.measure(key, page)

    def purge(self, tags: str) -> None:
        """Forget the pages with one of these tags (separated by spaces, `*` for all), also those being rendered now."""
        names = tags.split()
        self._store.purge(names)
        for render in self._running.values():
            render.purged.update(names)

    def resume(self) -> None:
        """Purges can be heard from now on; some may have been missed before."""
        self.purge(EVERYTHING)
        self._store.listening = True

    def suspend(self) -> None:
        """Purges cannot be heard: keep nothing new."""
        self._store.listening = False

    async def _obtain(self, key: PageKey, request: Request) -> Page | None:
        """Return the page; None if the request has been answered on the way."""
        scope, receive, send = request
        shared = self._shared.get(key)
        if shared is not None and not shared.purged:
            page = await shared.outcome()
            if page is not None:
                return page
        elif scope["method"] == "GET":
            return await self._render(key, request)
        await self._app(scope, receive, _rewriting(send, without_directive))
        return None

    async def _render(self, key: PageKey, request: Request) -> Page | None:
        """Render for everybody who asks meanwhile, in a task of its own: the first reader may leave."""
        scope, receive, send = request
        render = Render(key, self._store, send)
        if key.path not in self._private:
            self._shared[key] = render
        task = asyncio.create_task(render.run(self._app, {**scope, "query_string": key.query}, receive))
        self._running[task] = render
        task.add_done_callback(self._finish)
        return await asyncio.shield(task)

    def _finish(self, task: asyncio.Task[Page | None]) -> None:
        render = self._running.pop(task)
        path = render.key.path
        if self._shared.get(render.key) is render:
            del self._shared[render.key]
        if render.directive is not None:
            self._private.pop(path, None)
        elif render.is_private:
            # Its readers need not wait for each other the next time.
            if len(self._private) >= _PRIVATE_PATHS:
                self._private.clear()
            self._private[path] = None


def _rewriting(send: Send, change: Callable[[Message], Message]) -> Send:
    async def rewritten(message: Message) -> None:
        await send(change(message) if message["type"] == START else message)

    return rewritten


def _freshen(start: Message) -> Message:
    start = without_directive(start)
    return {**start, "headers": [*start["headers"], _FRESH]} if start["status"] < _REFUSED else start
