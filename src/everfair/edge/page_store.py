"""The kept pages of one web process, found by key and forgotten by tag."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from everfair.edge.page import Page
from everfair.edge.page_key import PageKey
from everfair.edge.sized_store import SizedStore

EVERYTHING = "*"


class PageStore:
    """Pages up to a number of bytes.

    It takes new pages only while purges can reach it (`listening`); what it has meanwhile stays until its time is over.
    """

    def __init__(self, limit: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.listening = False
        self.clock = clock
        self._pages: SizedStore[PageKey, Page] = SizedStore(limit, on_drop=self._forget_tags)
        self._keys: dict[str, set[PageKey]] = {}

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        return self._pages.size

    @property
    def largest_page(self) -> int:
        """Return how long one body may be: a single page must not push out all others."""
        return self._pages.limit // 8

    def find(self, key: PageKey) -> Page | None:
        page = self._pages.get(key)
        if page is not None and page.expires <= self.clock():
            self._pages.drop(key)
            return None
        return page

    def keep(self, key: PageKey, page: Page) -> None:
        if not self.listening:
            return
        self._pages.put(key, page)
        for tag in page.directive.tags:
            self._keys.setdefault(tag, set()).add(key)

    def measure(self, key: PageKey, page: Page) -> None:
        """Count the page again: it has been compressed in one more way."""
        if self._pages.get(key) is page:
            self._pages.put(key, page)

    def purge(self, tags: Iterable[str]) -> None:
        for tag in tags:
            if tag == EVERYTHING:
                self._pages.clear()
            for key in list(self._keys.get(tag, ())):
                self._pages.drop(key)

    def _forget_tags(self, key: PageKey, page: Page) -> None:
        for tag in page.directive.tags:
            keys = self._keys.get(tag)
            if keys is not None:
                keys.discard(key)
                if not keys:
                    del self._keys[tag]
