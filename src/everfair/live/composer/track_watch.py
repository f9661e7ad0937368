"""Watches the playlist that ffmpeg or an encoder rewrites for a track, and keeps the index of its segments."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from everfair.live.composer.encoder_playlist import Listed, read_encoder_playlist
from everfair.live.composer.init_segment import TrackFacts, read_init_segment
from everfair.live.composer.segments import INDEX, Segment

PLAYLIST = "index.m3u8"
_LARGEST_PLAYLIST = 256 * 1024

_logger = logging.getLogger(__name__)


class TrackWatch:
    """`facts` are known as soon as the first segment is; reading costs one `stat` while nothing changes."""

    def __init__(self, folder: Path, *, last: int = -1) -> None:
        self._folder = folder
        self._playlist = folder / PLAYLIST
        self._seen: tuple[int, int, int] | None = None
        self._last = last
        self.facts: TrackFacts | None = None
        self.init = ""

    def news(self) -> list[Segment]:
        """Return the segments that have come since the last call."""
        try:
            found = self._playlist.stat()
        except OSError:
            return []
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen == self._seen or found.st_size > _LARGEST_PLAYLIST:
            return []
        self._seen = seen
        return list(self._read())

    def keep(self, segment: Segment) -> None:
        """Write a segment into the index: the whole line, or, when the disk is full, nothing of it."""
        path = self._folder / INDEX
        with path.open("ab") as file:
            before = file.tell()
            try:
                file.write(segment.line().encode())
                file.flush()
            except OSError:
                os.truncate(path, before)
                raise

    def _read(self) -> Iterator[Segment]:
        playlist = read_encoder_playlist(self._playlist.read_text(errors="replace"))
        fresh = [listed for listed in playlist.segments if listed.number > self._last]
        if not fresh or not self._knows(playlist.init):
            return
        for listed in fresh:
            segment = self._find(listed)
            self._last = listed.number
            if segment is None:
                _logger.warning("%s names %s, which is not there", self._playlist, listed.file)
            else:
                yield segment

    def _knows(self, init: str) -> bool:
        if self.facts is None and init:
            try:
                self.facts = read_init_segment((self._folder / init).read_bytes())
            except OSError:
                self._seen = None  # it is still on its way: look again
                return False
            self.init = init
        return self.facts is not None

    def _find(self, listed: Listed) -> Segment | None:
        try:
            found = (self._folder / listed.file).stat()
        except OSError:
            return None
        at = listed.at or moment(found.st_mtime - listed.seconds)
        return Segment(listed.number, listed.seconds, at, listed.file, found.st_size)


def moment(seconds: float) -> str:
    """Return a moment, in seconds since 1970, as playlists tell it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
