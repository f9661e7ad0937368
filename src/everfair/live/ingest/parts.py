"""The parts of a sitting, one after the other, as they come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everfair.live.ingest.spool import Sitting

SILENT_AFTER_SECONDS = 20.0
_READ_SECONDS = 0.1


class FellSilent(Exception):
    """Nothing came for so long that nobody sends any more."""


async def parts_of(sitting: Sitting, *, goes_on: Callable[[], bool] = lambda: True) -> AsyncIterator[bytes]:
    """Yield the parts until the page ends the sitting, or it does not go on; each is dropped when it was taken.

    `FellSilent` when the page sends nothing without having ended it.
    """
    number, last_news = 0, time.monotonic()
    while goes_on():
        is_over = sitting.ended_by() != ""  # asked first: what was laid down before the end is not overlooked
        part = await asyncio.to_thread(sitting.part, number)
        if part is not None:
            yield part
            await asyncio.to_thread(sitting.drop, number)
            number, last_news = number + 1, time.monotonic()
        elif is_over:
            return
        elif time.monotonic() - last_news > SILENT_AFTER_SECONDS:
            raise FellSilent
        else:
            await asyncio.sleep(_READ_SECONDS)
