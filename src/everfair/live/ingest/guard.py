"""Keeps room on the disk, so that what is on air goes on: the oldest segments that nobody can reach go first.

Before them goes what lies in the bucket, too.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from everfair.kernel.stored import read_note
from everfair.live.composer.composer import Composer
from everfair.live.composer.segments import Segment
from everfair.live.composer.take_folder import TakeFolder
from everfair.live.enums import StreamState
from everfair.live.ingest.books import in_thread
from everfair.live.models import Take
from everfair.live.places import StreamPlace

MEGABYTE = 2**20
ROOM = 300 * MEGABYTE
_SPARE = 100 * MEGABYTE  # more than is needed right now, so that the next look finds nothing to do

_logger = logging.getLogger(__name__)


class Spare(NamedTuple):
    """The segments of a track that may go, oldest first; `is_copy` where the bucket has them, too."""

    take: Take
    folder: TakeFolder
    track: str
    segments: list[Segment]
    is_copy: bool = False


class DiskGuard:
    def __init__(
        self, root: Path, composer: Composer, *, free: Callable[[Path], int] | None = None, room: int = ROOM
    ) -> None:
        self._root = root
        self._composer = composer
        self._free = free or (lambda path: shutil.disk_usage(path).free)
        self._room = room

    async def look(self) -> None:
        if self._free(self._root) < self._room:
            for stream in await in_thread(self._make_room):
                self._composer.look(stream)

    def _make_room(self) -> list[str]:
        """Delete until there is room; return the streams that have lost something."""
        lost: dict[str, None] = {}
        for spare in spares(self._root):
            if self._free(self._root) >= self._room + _SPARE:
                break
            for segment in spare.segments:
                (spare.folder.path / spare.track / segment.file).unlink(missing_ok=True)
                if self._free(self._root) >= self._room + _SPARE:
                    break
            if not spare.is_copy:
                Take.objects.filter(pk=spare.take.pk).update(is_complete=False)
                lost[spare.take.stream.public_id] = None
        if lost:
            _logger.warning("The disk is nearly full: old segments of %s were deleted", ", ".join(lost))
        return list(lost)


def spares(root: Path) -> Iterator[Spare]:
    """Yield what may go, in this order.

    What lies in the bucket, too; rehearsals that are over; what left the DVR window; old recordings.
    """
    takes = list(Take.objects.select_related("stream").order_by("began_at", "id"))
    over = [take for take in takes if take.ended_at is not None]
    backstage = [take for take in over if not take.is_public]
    running = [take for take in takes if take.is_public and take.stream.state != StreamState.ENDED]
    recordings = [take for take in over if take.is_public and take.stream.state == StreamState.ENDED]
    for take in over:
        yield from _copies_of(root, take)
    for take in backstage:
        yield from _spare_of(root, take, keep=0.0)
    for take in running:
        yield from _spare_of(root, take, keep=take.stream.dvr_minutes * 60.0)
    for take in recordings:
        yield from _spare_of(root, take, keep=0.0)


def _copies_of(root: Path, take: Take) -> Iterator[Spare]:
    folder = TakeFolder(StreamPlace(root, take.stream.public_id), take.public_id, take.is_public)
    for track in folder.tracks():
        stored = read_note(folder.path / track)
        copies = [segment for segment in folder.segments(track) if segment.file in stored] if stored else []
        there = [segment for segment in copies if (folder.path / track / segment.file).exists()]
        if there:
            yield Spare(take, folder, track, there, is_copy=True)


def _spare_of(root: Path, take: Take, *, keep: float) -> Iterator[Spare]:
    """Yield its tracks without the last `keep` seconds; `keep` counts back from the end of this take."""
    folder = TakeFolder(StreamPlace(root, take.stream.public_id), take.public_id, take.is_public)
    for track in folder.tracks():
        segments = folder.segments(track)
        seconds, end = 0.0, len(segments)
        while end and seconds < keep:
            end -= 1
            seconds += segments[end].seconds
        there = [segment for segment in segments[:end] if (folder.path / track / segment.file).exists()]
        if there:
            yield Spare(take, folder, track, there)
