"""Reads what browser studios send, and makes takes of it."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext_noop as _

from everfair.kernel.errors import DomainError
from everfair.live.enums import Protocol, TakeEnd
from everfair.live.ingest.books import Incoming
from everfair.live.ingest.child import ChildGone
from everfair.live.ingest.feed import Refused
from everfair.live.ingest.ffmpeg import Source, studio_source
from everfair.live.ingest.parts import FellSilent, parts_of
from everfair.live.ingest.sitting_watch import SittingWatch
from everfair.live.ingest.spool import OVER, STUDIO, Beginning, Sitting
from everfair.live.ingest.takes import OpenTake, TakeKeeper

TOO_MANY_BROWSERS = _(
    "This browser can not send H.264, and the fair converts no more pictures at once. Use a current Chrome or Edge."
)

_logger = logging.getLogger(__name__)


class StudioReader:
    """Looks for sittings, and runs a desk for each; converting pictures costs a core each, so few may need it."""

    def __init__(self, root: Path, keeper: TakeKeeper, *, most_transcoded: int) -> None:
        self._keeper = keeper
        self._most_transcoded = most_transcoded
        self._transcoded: set[Path] = set()
        self._watch = SittingWatch(root, STUDIO, self._attend)

    async def run(self) -> None:
        await self._watch.run()

    async def stop(self) -> None:
        await self._watch.stop()

    async def _attend(self, sitting: Sitting) -> None:
        beginning = sitting.beginning()
        if beginning is None:
            sitting.remove()
            return
        desk = StudioDesk(sitting, beginning, self._keeper)
        if desk.is_transcoded:
            if len(self._transcoded) >= self._most_transcoded:
                await desk.refuse(TOO_MANY_BROWSERS)
                return
            self._transcoded.add(sitting.folder)
        try:
            await desk.run()
        finally:
            self._transcoded.discard(sitting.folder)


class StudioDesk:
    """One sitting: its parts go to ffmpeg in order, until the page ends it, falls silent, or the fair asks."""

    def __init__(self, sitting: Sitting, beginning: Beginning, keeper: TakeKeeper) -> None:
        self._sitting = sitting
        self._beginning = beginning
        self._keeper = keeper
        self._stream = beginning.admission.stream
        self._ending: TakeEnd | None = None
        self._done = asyncio.Event()

    @property
    def is_transcoded(self) -> bool:
        return "video" in self._beginning.mime and not _is_h264(self._beginning.mime)

    def ask_cut(self) -> None:
        """End here: a recorder's bytes can't be cut in two, so the page begins a new sitting."""
        self._ending = self._ending or TakeEnd.CUT

    async def end(self, end: TakeEnd, reason: str) -> None:
        _logger.info("The studio of %s ends: %s", self._stream, reason)
        self._ending = self._ending or end
        await self._done.wait()

    async def refuse(self, sentence: str) -> None:
        """Say why at the desk and in the studio, which does not try again by itself then."""
        await asyncio.to_thread(self._sitting.refuse, sentence)
        await self._keeper.books.tell_trouble(self._stream, sentence)

    async def run(self) -> None:
        take: OpenTake | None = None
        end = TakeEnd.FAILED
        try:
            await self._keeper.enter(self._stream, self)
            take = await self._keeper.begin(self._beginning.admission, self._incoming(), self._source())
            end = await self._feed(take)
        except (DomainError, Refused) as refusal:
            await self.refuse(str(refusal))
        except (DatabaseError, OSError, ChildGone) as error:
            _logger.warning("The studio of %s ends: %r", self._stream, error)
        except asyncio.CancelledError:
            end = TakeEnd.RESTARTED
            raise
        finally:
            await asyncio.shield(self._close(take, end))

    async def _close(self, take: OpenTake | None, end: TakeEnd) -> None:
        await asyncio.to_thread(self._sitting.end, OVER)
        if take is not None:
            await take.finish(end, is_complete=end is not TakeEnd.FAILED)
        for number in self._sitting.waiting():
            self._sitting.drop(number)
        self._keeper.leave(self._stream, self)
        self._done.set()

    async def _feed(self, take: OpenTake) -> TakeEnd:
        try:
            async for part in parts_of(self._sitting, goes_on=lambda: self._ending is None):
                await take.child.write(part)
        except FellSilent:
            return TakeEnd.LOST
        return self._ending or TakeEnd.STOPPED

    def _source(self) -> Source:
        mime = self._beginning.mime
        return studio_source(has_video=mime.startswith("video"), has_audio=_has_sound(mime), is_h264=_is_h264(mime))

    def _incoming(self) -> Incoming:
        picture = {"codecs": "avc1"} if self._beginning.mime.startswith("video") else {}
        sound = {"codecs": "mp4a.40.2", "rate": 48000, "channels": 2} if _has_sound(self._beginning.mime) else {}
        return Incoming(Protocol.STUDIO, picture, sound)


def _is_h264(mime: str) -> bool:
    return any(word in mime.lower() for word in ("avc1", "avc3", "h264"))


def _has_sound(mime: str) -> bool:
    """Whether the recorder was given sound; one that names a picture's codec alone was not."""
    codecs = mime.partition("codecs=")[2]
    return mime.startswith("audio") or not codecs or any(word in codecs.lower() for word in ("opus", "mp4a", "aac"))
