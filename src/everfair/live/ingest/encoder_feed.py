"""What one encoder sends, take after take: begun at a keyframe, cut where the picture changes or the fair asks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext_noop as _

from everfair.kernel.errors import DomainError
from everfair.live.domain.publishing import Admission
from everfair.live.enums import Protocol, TakeEnd
from everfair.live.ingest import flv
from everfair.live.ingest.books import Incoming
from everfair.live.ingest.child import ChildGone
from everfair.live.ingest.configs import describe_audio, describe_video
from everfair.live.ingest.feed import AUDIO, DATA, VIDEO, FeedClosed, FlvTag
from everfair.live.ingest.ffmpeg import flv_source
from everfair.live.ingest.takes import OpenTake, TakeKeeper
from everfair.live.places import AUDIO as SOUND
from everfair.live.places import VIDEO as PICTURE

NOT_RECORDED = _(
    "What the encoder sends could not be recorded. Start it again; if that does not help, call the operators."
)
NOT_NOW = _("The fair can not take streams in at the moment. The encoder may try again.")

_WAIT_FOR_OTHER_TRACK = 1.0
_BACK, _AHEAD = -3_000, 5_000  # ms; time that jumps further is not the same take any more
_STEADY_AFTER = 5.0
_TRIES = 3

_logger = logging.getLogger(__name__)


class EncoderFeed:
    """Keeps the configuration of picture and sound, so that a new ffmpeg can begin in the middle of a connection."""

    def __init__(self, keeper: TakeKeeper, admission: Admission, *, way: Protocol = Protocol.RTMP) -> None:
        self._keeper = keeper
        self._way = way
        self._admission = admission
        self._lock = asyncio.Lock()
        self._work: asyncio.Future[None] | None = None
        self._configs: dict[int, FlvTag] = {}
        self._fps = 0.0
        self._first_config_at = 0.0
        self._take: OpenTake | None = None
        self._tracks: frozenset[int] = frozenset()
        self._base = self._last = 0
        self._begun_at = 0.0
        self._failures = 0
        self._is_cut_asked = False
        self._over = ""

    async def take(self, tag: FlvTag) -> None:
        """Keep a tag, or raise `FeedClosed`."""
        async with self._lock:
            if self._over:
                raise FeedClosed(self._over)
            if self._is_cut_asked:
                await self._cut()
            if tag.kind == DATA:
                self._fps = flv.frame_rate(tag) or self._fps
            elif piece := flv.piece_of(tag):
                await (self._configure(tag) if piece.is_config else self._keep(tag, piece))

    async def close(self, end: TakeEnd, *, sentence: str = "") -> None:
        """End the feed; it may be in the middle of beginning or ending a take."""
        async with self._lock:
            self._over = self._over or NOT_NOW
            if self._work is not None:
                await asyncio.gather(self._work, return_exceptions=True)
            await self._finish(end)
        self._keeper.leave(self._admission.stream, self)
        if sentence:
            await self._keeper.books.tell_trouble(self._admission.stream, sentence)

    def ask_cut(self) -> None:
        self._is_cut_asked = True

    async def end(self, end: TakeEnd, reason: str) -> None:
        async with self._lock:
            self._over = reason
            await self._steadily(self._finish(end))
        self._keeper.leave(self._admission.stream, self)

    async def _configure(self, tag: FlvTag) -> None:
        known = self._configs.get(tag.kind)
        if known is not None and known.body == tag.body:
            return
        self._first_config_at = self._first_config_at or _now()
        self._configs[tag.kind] = tag
        await self._cut()

    async def _keep(self, tag: FlvTag, piece: flv.Piece) -> None:
        if tag.kind not in self._configs:
            return
        if self._take is not None and not _BACK <= _distance(self._last, tag.timestamp) <= _AHEAD:
            await self._cut()
        if self._take is None:
            if not self._may_begin(tag, piece):
                return
            await self._steadily(self._begin(tag))
        self._last = tag.timestamp
        await self._write(tag)

    def _may_begin(self, tag: FlvTag, piece: flv.Piece) -> bool:
        """Begin with a picture that needs no other; wait a moment for a track that is not announced yet."""
        is_whole = len(self._configs) > 1 or _now() - self._first_config_at >= _WAIT_FOR_OTHER_TRACK
        return is_whole and (piece.is_keyframe if VIDEO in self._configs else tag.kind == AUDIO)

    async def _begin(self, tag: FlvTag) -> None:
        try:
            tracks = {VIDEO: PICTURE, AUDIO: SOUND}
            source = flv_source(name for kind, name in tracks.items() if kind in self._configs)
            self._take = await self._keeper.begin(self._admission, self._incoming(), source)
        except DomainError as refusal:
            self._over = str(refusal)
        except (DatabaseError, OSError) as error:
            _logger.warning("No take of %s could begin: %s", self._admission.stream, error)
            self._over = NOT_NOW
        if self._over:
            raise FeedClosed(self._over)
        self._tracks, self._base, self._begun_at = frozenset(self._configs), tag.timestamp, _now()
        head = flv.header(has_video=VIDEO in self._tracks, has_audio=AUDIO in self._tracks)
        await self._hand_over(head + b"".join(flv.written(config, 0) for config in self._configs.values()))

    async def _write(self, tag: FlvTag) -> None:
        timestamp = _distance(self._base, tag.timestamp)
        if timestamp >= 0:  # sound from before the first picture has nothing to go with
            await self._hand_over(flv.written(tag, timestamp))

    async def _hand_over(self, data: bytes) -> None:
        if self._take is None:
            return
        try:
            await self._take.child.write(data)
        except ChildGone:
            await self._steadily(self._go_on_without_child())

    async def _go_on_without_child(self) -> None:
        """End the take whose ffmpeg is gone; the next keyframe begins another, but not for ever."""
        _logger.warning("ffmpeg of %s ended, or hung", self._admission.stream)
        self._failures = self._failures + 1 if _now() - self._begun_at < _STEADY_AFTER else 1
        is_hopeless = self._failures >= _TRIES
        await self._finish(TakeEnd.FAILED if is_hopeless else TakeEnd.CUT, is_complete=False)
        if is_hopeless:
            self._over = NOT_RECORDED
            await self._keeper.books.tell_trouble(self._admission.stream, NOT_RECORDED)
            raise FeedClosed(NOT_RECORDED)

    async def _cut(self) -> None:
        self._is_cut_asked = False
        await self._steadily(self._finish(TakeEnd.CUT))

    async def _finish(self, end: TakeEnd, *, is_complete: bool = True) -> None:
        take, self._take = self._take, None
        if take is not None:
            await take.finish(end, is_complete=is_complete)

    async def _steadily(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it to its end, also when the connection that asked for it is gone meanwhile."""
        self._work = asyncio.ensure_future(work)
        await asyncio.shield(self._work)

    def _incoming(self) -> Incoming:
        facts: dict[int, dict[str, Any]] = {VIDEO: {}, AUDIO: {}}
        for kind, describe in ((VIDEO, describe_video), (AUDIO, describe_audio)):
            if kind in self._configs and (piece := flv.piece_of(self._configs[kind])):
                facts[kind] = describe(piece.payload)
        if facts[VIDEO] and self._fps:
            facts[VIDEO]["fps"] = self._fps
        return Incoming(self._way, facts[VIDEO], facts[AUDIO])


def _distance(before: int, after: int) -> int:
    """Return the milliseconds between two times that count to 2**32 and then from 0 again."""
    return (after - before + 0x80000000 & 0xFFFFFFFF) - 0x80000000


def _now() -> float:
    return asyncio.get_running_loop().time()
