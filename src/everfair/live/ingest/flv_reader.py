"""Flash Video as ffmpeg writes it: bytes in any portions in, tags out (specification 10.1, annex E).

What is kept never exceeds what was received, and no tag is longer than an encoder's may be.
"""

from __future__ import annotations

from everfair.live.ingest.feed import AUDIO, DATA, VIDEO, FlvTag
from everfair.live.ingest.rtmp.chunks import ChunkLimits

_SIGNATURE = b"FLV\x01"
_HEADER, _TAG_HEADER, _TRAILER = 9, 11, 4
_KINDS = frozenset({AUDIO, VIDEO, DATA})
_LIMITS = ChunkLimits()


class FlvError(Exception):
    """Not Flash Video, or a tag that is too long."""


class FlvReader:
    """Reads one stream from its beginning."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._has_begun = False

    def receive(self, data: bytes) -> list[FlvTag]:
        """Return the tags that are whole by now; after `FlvError` the reader is of no use."""
        self._kept += data
        place = 0 if self._has_begun else self._begin()
        tags: list[FlvTag] = []
        while self._has_begun and len(self._kept) - place >= _TAG_HEADER:
            kind, size = self._announced(place)
            end = place + _TAG_HEADER + size
            if len(self._kept) < end + _TRAILER:
                break
            self._check_trailer(end, size)
            tags.append(FlvTag(kind, self._timestamp(place), bytes(self._kept[place + _TAG_HEADER : end])))
            place = end + _TRAILER
        del self._kept[:place]
        return tags

    def _begin(self) -> int:
        """Return the place of the first tag, once the head of the file and the size of no tag are there."""
        head = bytes(self._kept[:_HEADER])
        if head[: len(_SIGNATURE)] != _SIGNATURE[: len(head)]:
            raise FlvError("no Flash Video")
        if len(self._kept) < _HEADER + _TRAILER:
            return 0
        if int.from_bytes(head[5:9], "big") != _HEADER or any(self._kept[_HEADER : _HEADER + _TRAILER]):
            raise FlvError("an unknown head")
        self._has_begun = True
        return _HEADER + _TRAILER

    def _announced(self, place: int) -> tuple[int, int]:
        kind, size = self._kept[place], int.from_bytes(self._kept[place + 1 : place + 4], "big")
        if kind not in _KINDS:
            raise FlvError(f"a tag of an unknown kind: {kind}")
        if size > _LIMITS.of(kind):
            raise FlvError(f"a tag of {size} bytes")
        return kind, size

    def _timestamp(self, place: int) -> int:
        """Return its milliseconds: the lower three bytes come first, then the highest one."""
        low = int.from_bytes(self._kept[place + 4 : place + 7], "big")
        return self._kept[place + 7] << 24 | low

    def _check_trailer(self, end: int, size: int) -> None:
        if int.from_bytes(self._kept[end : end + _TRAILER], "big") != size + _TAG_HEADER:
            raise FlvError("a tag that doesn't end where it should")
