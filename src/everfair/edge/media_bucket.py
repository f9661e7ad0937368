"""Media of recordings that were moved into a bucket: what is not on the disk any more is fetched from there.

Whether the bucket has a file is read from the note on the disk (`kernel.stored`), so that what is asked for in vain
costs no request there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from everfair.edge.media_range import Span
from everfair.edge.media_shelf import Shelf
from everfair.edge.media_source import Disk, Opened, TooLarge, Version
from everfair.kernel.objects import Bucket, BucketPlace, BucketTrouble, Part
from everfair.kernel.stored import NOTE, StoredNote

_PIECE = 2**20
_PATIENCE = 10.0
_MOST_AT_ONCE = 32
_MOST_WAITING = 512
_NOTES_IN_MEMORY = 16 * 2**20
_NOTE_PATIENCE = 0.5


class DiskAndBucket:
    """Fetches from the bucket a few at a time; who would wait behind too many others is sent away at once."""

    def __init__(self, root: Path, place: BucketPlace) -> None:
        self._disk = Disk(root)
        self._notes = Shelf(self._disk, _Note, limit=_NOTES_IN_MEMORY, patience=_NOTE_PATIENCE)
        self._bucket = Bucket(place, patience=_PATIENCE)
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._asked = 0

    async def look(self, name: str) -> Version:
        try:
            return await self._disk.look(name)
        except FileNotFoundError:
            return await self._noted(name)

    async def read(self, name: str, largest: int) -> tuple[bytes, Version]:
        try:
            return await self._disk.read(name, largest)
        except FileNotFoundError:
            version = await self._noted(name)
        if version.length > largest:
            raise TooLarge
        part = await self.fetch(name, Span(0, version.length))
        return part.body, version

    @asynccontextmanager
    async def open(self, name: str) -> AsyncIterator[Opened]:
        try:
            await self._disk.look(name)
        except FileNotFoundError:
            yield _InBucket(self, name, await self._noted(name))
        else:
            async with self._disk.open(name) as file:
                yield file

    async def fetch(self, name: str, span: Span) -> Part:
        if self._asked >= _MOST_WAITING:
            raise BucketTrouble("Too many wait for the bucket")
        self._asked += 1
        try:
            async with self._slots:
                return await self._bucket.fetch(name, span.first, span.end)
        finally:
            self._asked -= 1

    async def _noted(self, name: str) -> Version:
        """Return the version of a file that lies in the bucket."""
        folder, _, file = name.rpartition("/")
        place = f"{folder}/{NOTE}"
        try:
            note = self._notes.fresh(place) or await self._notes.find(place)
        except TooLarge:
            note = _Note(place, *await self._disk.read(place, 2**30))
        length = note.text.bytes_of(file)
        if length is None:
            raise FileNotFoundError(name)
        return Version(0, note.changed, length)


class _InBucket:
    """An object that is fetched in pieces, each by a request of its own: a slow reader holds up nothing there."""

    def __init__(self, source: DiskAndBucket, name: str, version: Version) -> None:
        self._source = source
        self._name = name
        self.version = version

    async def pieces(self, span: Span) -> AsyncIterator[bytes]:
        etag = None
        for first in range(span.first, span.end, _PIECE):
            part = await self._source.fetch(self._name, Span(first, min(first + _PIECE, span.end)))
            if etag not in (None, part.etag):
                raise BucketTrouble(f"{self._name} was replaced while it was sent")
            etag = part.etag
            yield part.body


class _Note:
    def __init__(self, name: str, body: bytes, version: Version) -> None:
        del name
        self.text = StoredNote(body)
        self.changed = version.changed
        self.size = version.length
