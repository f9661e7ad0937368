"""Follows a track of a take by the index that the composer keeps of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from everfair.live.composer.segments import INDEX, Segment, read_index
from everfair.live.composer.take_folder import TakeFolder

_NEWEST = 3
_LOOK_SECONDS = 0.1
_ASK_FOR_END_AFTER = 5  # looks without news; the note of a take is read less often than its index


class Follower:
    """Never begins far behind: the first `news` are the newest `most` segments."""

    def __init__(self, folder: TakeFolder, track: str, *, most: int = _NEWEST) -> None:
        self._folder = folder
        self._path = folder.path / track
        self._track = track
        self._most = most
        self._read = 0
        self._has_begun = False

    def news(self) -> list[Segment]:
        """Return the segments that were finished since the last call, in order; one `stat` while there are none."""
        index = self._path / INDEX
        try:
            if index.stat().st_size <= self._read:
                return []
            with index.open("rb") as file:
                file.seek(self._read)
                raw = file.read()
        except OSError:
            return []
        whole = raw[: raw.rfind(b"\n") + 1]
        self._read += len(whole)
        found = list(read_index(whole.decode(errors="replace")))
        if found and not self._has_begun:
            self._has_begun, found = True, found[-self._most :]
        return found

    def init(self) -> bytes:
        """Return the initialization segment; `OSError` while there is none."""
        return (self._path / self._folder.init_of(self._track)).read_bytes()

    def read(self, segment: Segment) -> bytes:
        """Return a segment; `FileNotFoundError` when a full disk has cost it."""
        return (self._path / segment.file).read_bytes()

    def has_ended(self) -> bool:
        """Whether the take is over and its index complete."""
        return self._folder.has_ended()

    async def follow(self) -> AsyncIterator[list[Segment]]:
        """Yield what is new as it comes, until the take has ended and all of it was yielded."""
        idle, has_ended = 0, False
        while True:
            if found := await asyncio.to_thread(self.news):
                idle = 0
                yield found
                continue
            if has_ended:
                return
            idle += 1
            if idle % _ASK_FOR_END_AFTER == 0 and (has_ended := await asyncio.to_thread(self.has_ended)):
                continue
            await asyncio.sleep(_LOOK_SECONDS)
