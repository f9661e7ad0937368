"""Takes that come in: each a row of the fair, a folder that the composer reads, and an ffmpeg that fills it."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Protocol

from django.db import DatabaseError
from django.utils.translation import gettext_noop as _

from everfair.live.composer.composer import Composer
from everfair.live.composer.stream_composer import NewTake
from everfair.live.domain.publishing import Admission, BegunTake
from everfair.live.enums import TakeEnd
from everfair.live.ingest.books import Books, Incoming
from everfair.live.ingest.child import Child, start_child
from everfair.live.ingest.feed import Refused
from everfair.live.ingest.ffmpeg import Source
from everfair.live.places import StreamPlace

FULL = _("This fair takes in as many streams as it can right now. End one, or ask the operators for more places.")
REPLACED = _("A newer encoder took over this stream.")

_logger = logging.getLogger(__name__)


class Sender(Protocol):
    """Somebody who sends to a stream: one at a time may."""

    def ask_cut(self) -> None:
        """Go on in a new take as soon as the picture allows."""

    async def end(self, end: TakeEnd, reason: str) -> None:
        """Stop taking in; `reason` is told to whoever sends."""


class OpenTake:
    """A take while it comes in."""

    def __init__(self, keeper: TakeKeeper, stream: str, begun: BegunTake, *, child: Child) -> None:
        self._keeper = keeper
        self._stream = stream
        self.public_id = begun.public_id
        self.child = child

    async def finish(self, end: TakeEnd, *, is_complete: bool = True) -> None:
        """Let ffmpeg write the last segment, list it, then tell the fair."""
        is_complete = await self.child.finish() and is_complete
        await self._keeper.finish(self._stream, self.public_id, end=end, is_complete=is_complete)


class TakeKeeper:
    """Begins takes and ends them, and knows who sends to which stream."""

    def __init__(self, root: Path, books: Books, composer: Composer, *, most: int) -> None:
        self._root = root
        self.books = books
        self._composer = composer
        self._most = most
        self._senders: dict[str, Sender] = {}
        self._open: set[str] = set()

    @property
    def open_takes(self) -> frozenset[str]:
        return frozenset(self._open)

    @property
    def streams(self) -> frozenset[str]:
        """The streams that somebody sends to."""
        return frozenset(self._senders)

    def sender(self, stream: str) -> Sender | None:
        return self._senders.get(stream)

    async def enter(self, stream: str, sender: Sender) -> None:
        """Give a stream to its newest sender; `Refused` when there are too many streams."""
        before = self._senders.get(stream)
        if before is None and len(self._senders) >= self._most:
            raise Refused(FULL)
        self._senders[stream] = sender
        if before is not None:
            await before.end(TakeEnd.REPLACED, REPLACED)

    def leave(self, stream: str, sender: Sender) -> None:
        if self._senders.get(stream) is sender:
            del self._senders[stream]

    async def begin(self, admission: Admission, incoming: Incoming, source: Source) -> OpenTake:
        """Begin a take; `DomainError` when the fair says no, `OSError` when ffmpeg can't start."""
        begun = await self.books.begin(admission, incoming)
        stream = admission.stream
        self._open.add(begun.public_id)
        folder = StreamPlace(self._root, stream).take(begun.public_id, is_public=begun.is_public)
        try:
            fps = float(incoming.video.get("fps") or 0.0)
            take = NewTake(begun.public_id, begun.is_public, fps)
            await asyncio.wrap_future(self._composer.begin(stream, take))
            child = await start_child(source, folder)
        except (OSError, DatabaseError):
            await self.finish(stream, begun.public_id, end=TakeEnd.FAILED, is_complete=False)
            raise
        return OpenTake(self, stream, begun, child=child)

    async def finish(self, stream: str, take: str, *, end: TakeEnd, is_complete: bool) -> None:
        """End a take whose ffmpeg has ended; what the fair doesn't hear now, the next sweep tells it."""
        try:
            await asyncio.wrap_future(self._composer.finish(stream, take))
            await self.books.end(take, end, is_complete=is_complete)
        except Exception:
            _logger.exception("The end of take %s could not be kept", take)
        finally:
            self._open.discard(take)
