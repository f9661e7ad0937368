"""Writes what an ffmpeg puts out as fragmented MP4 as a track of a take, which the composer reads like any other."""

from __future__ import annotations

import asyncio
import struct
from collections import deque
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from everfair.live.composer.boxes import BadBox
from everfair.live.composer.segments import INDEX, Segment, read_index
from everfair.live.composer.track_watch import PLAYLIST
from everfair.live.composer.whole_files import swap_whole
from everfair.live.derived.fragment_times import Span, span_of, timescale_of
from everfair.live.places import INIT

_LISTED = 20
_LEAST_SECONDS = 0.9
_LARGEST_BOX = 64 * 1024 * 1024
_HEADER = 8

# How ffmpeg is to be called: with `-copyts` before its inputs the times of the take stay, from the first fragment on.
_SHAPE = ("-f", "mp4", "-use_editlist", "0", "-avoid_negative_ts", "make_non_negative", "-flush_packets", "1")
_FLAGS = "+empty_moov+default_base_moof+frag_discont"


def cut_at_keyframes(output: str) -> list[str]:
    """Return ffmpeg's words for a picture on a pipe: a fragment for each keyframe."""
    return [*_SHAPE, "-movflags", f"{_FLAGS}+frag_keyframe", output]


def cut_at_seconds(output: str, seconds: float = 1.0) -> list[str]:
    """Return ffmpeg's words for sound on a pipe: a fragment for each so many seconds."""
    return [*_SHAPE, "-movflags", _FLAGS, "-frag_duration", str(round(seconds * 1_000_000)), output]


class OtherTrack(Exception):
    """A track goes on with another initialization segment than it began with: its players could not follow."""


class Anchor(NamedTuple):
    """Which moment a time of the take's own clock is; one for all tracks of a take, so that they stay together."""

    at: datetime
    seconds: float

    def moment(self, seconds: float) -> datetime:
        return self.at + timedelta(seconds=seconds - self.seconds)


def anchor_of(init: bytes, segment: Segment, raw: bytes) -> Anchor:
    """Return the anchor that a segment of the floor gives; `BadBox` when it is no fragmented MP4."""
    return Anchor(datetime.fromisoformat(segment.at), span_of(raw, timescale_of(init)).begins)


class TrackWriter:
    """Goes on in a folder that has segments already: numbers never come twice.

    Short fragments share a segment, until it is as long as `least` seconds or `cut`.
    """

    def __init__(self, folder: Path, anchor: Anchor, *, least: float = _LEAST_SECONDS) -> None:
        self._folder = folder
        self._anchor = anchor
        self._least = least
        self._turn = asyncio.Lock()
        self._timescale = 0
        self._short = b""
        self._listed: deque[str] = deque(maxlen=_LISTED)
        self._longest = 1.0
        self._next = 0
        self.reached = 0.0  # the time of the take's clock that the newest fragment ends at
        self.until: datetime | None = None

    async def run(self, reader: asyncio.StreamReader) -> None:
        """Write all that comes until the output ends; `until` is the moment that is written up to."""
        await asyncio.to_thread(self._open)
        head, moof = b"", b""
        while box := await _next_box(reader):
            kind = box[4:8]
            if kind == b"moof":
                moof = box
            elif kind == b"mdat":
                async with self._turn:
                    await asyncio.to_thread(self._keep, moof + box)
            elif kind in {b"ftyp", b"moov"}:
                head += box
                if kind == b"moov":
                    await asyncio.to_thread(self._begin, head)
        await self.cut()

    async def cut(self) -> None:
        """Let the segment end with the newest fragment; nothing to do while there is none."""
        async with self._turn:
            if self._short:
                raw, self._short = self._short, b""
                await asyncio.to_thread(self._write, raw, span_of(raw, self._timescale))

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        names = [path.stem for path in self._folder.glob("*.m4s")]
        known = [int(name) for name in names if name.isdecimal()]
        if (index := self._folder / INDEX).exists():
            known += [segment.number for segment in read_index(index.read_text(errors="replace"))]
        self._next = max(known, default=-1) + 1

    def _begin(self, init: bytes) -> None:
        self._timescale = timescale_of(init)
        path = self._folder / INIT
        if path.exists() and path.read_bytes() != init:
            raise OtherTrack(self._folder.name)
        draft = path.with_suffix(".new")
        draft.write_bytes(init)
        draft.replace(path)

    def _keep(self, fragment: bytes) -> None:
        self._short += fragment
        span = span_of(self._short, self._timescale)
        self.reached = span.begins + span.seconds
        if span.seconds >= self._least:
            self._write(self._short, span)
            self._short = b""

    def _write(self, raw: bytes, span: Span) -> None:
        (self._folder / f"{self._next}.m4s").write_bytes(raw)
        self._listed.append(self._lines(span))
        self._next += 1
        self._longest = max(self._longest, span.seconds)
        self.until = self._anchor.moment(span.begins + span.seconds)
        head = ["#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{round(self._longest)}"]
        head += [f"#EXT-X-MEDIA-SEQUENCE:{self._next - len(self._listed)}", f'#EXT-X-MAP:URI="{INIT}"', ""]
        swap_whole(self._folder / PLAYLIST, "\n".join(head) + "".join(self._listed))

    def _lines(self, span: Span) -> str:
        at = self._anchor.moment(span.begins).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return f"#EXTINF:{span.seconds:.6f},\n#EXT-X-PROGRAM-DATE-TIME:{at}\n{self._next}.m4s\n"


async def _next_box(reader: asyncio.StreamReader) -> bytes:
    """Return the next box, empty at the end; one that the end cuts short is dropped."""
    try:
        header = await reader.readexactly(_HEADER)
        size = int(struct.unpack_from(">I", header)[0])
        if not _HEADER <= size <= _LARGEST_BOX:
            raise BadBox(header)
        return header + await reader.readexactly(size - _HEADER)
    except asyncio.IncompleteReadError:
        return b""
