"""The tracks of a take, made into one Flash Video stream again by an ffmpeg that only copies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from everfair.live.ingest.feed import DATA, VIDEO, FlvTag
from everfair.live.ingest.ffmpeg import program
from everfair.live.ingest.flv import piece_of

_FILE_HEAD = 13
_TAG_HEAD = 11
_TAG_END = 4


def arguments(inputs: Sequence[str], outputs: Sequence[str]) -> list[str]:
    """Return the whole call: one track by each input; times stay the take's own, so that they keep in step."""
    words = [program(), "-hide_banner", "-nostdin", "-loglevel", "warning", "-copyts"]
    for pipe in inputs:
        words += ["-fpsprobesize", "0", "-f", "mp4", "-i", pipe]
    for number in range(len(inputs)):
        words += ["-map", str(number)]
    return [*words, "-c", "copy", "-flush_packets", "1", "-flvflags", "no_duration_filesize", "-f", "flv", outputs[0]]


async def tags_of(reader: asyncio.StreamReader) -> AsyncIterator[FlvTag]:
    """Yield the tags of a file as they come, until its end."""
    try:
        await reader.readexactly(_FILE_HEAD)
        while True:
            head = await reader.readexactly(_TAG_HEAD)
            body = await reader.readexactly(int.from_bytes(head[1:4], "big") + _TAG_END)
            stamp = int.from_bytes(head[4:7], "big") | head[7] << 24
            yield FlvTag(head[0], stamp, body[:-_TAG_END])
    except asyncio.IncompleteReadError:
        return


class FromZero:
    """Moves times so that the first picture (without one, the first sound) comes at 0, and drops what is before it."""

    def __init__(self, *, has_video: bool) -> None:
        self._has_video = has_video
        self._first: int | None = None

    def moved(self, tag: FlvTag) -> FlvTag | None:
        """Return the tag at its new time, None for one that comes too early."""
        piece = piece_of(tag) if tag.kind != DATA else None
        if piece is None or piece.is_config:
            return tag._replace(timestamp=0 if self._first is None else max(0, tag.timestamp - self._first))
        if self._first is None:
            if self._has_video and not (tag.kind == VIDEO and piece.is_keyframe):
                return None
            self._first = tag.timestamp
        return tag._replace(timestamp=tag.timestamp - self._first) if tag.timestamp >= self._first else None
