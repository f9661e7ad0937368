"""Looking at something now and then, and more often for a moment when somebody says that it is worth while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

_HURRY_SECONDS = 3.0
_HURRIED_SECONDS = 0.25


class Turns:
    """Iterate to wait for each turn; the first one comes at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = 0.0
        self._called = asyncio.Event()

    def hurry(self) -> None:
        self._until = asyncio.get_running_loop().time() + _HURRY_SECONDS
        self._called.set()

    async def __aiter__(self) -> AsyncIterator[None]:
        while True:
            self._called.clear()
            yield
            is_hurried = asyncio.get_running_loop().time() < self._until
            try:
                async with asyncio.timeout(_HURRIED_SECONDS if is_hurried else self._seconds):
                    await self._called.wait()
            except TimeoutError:
                continue
