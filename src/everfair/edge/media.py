"""Live media: playlists and segments from disk, or from the bucket behind it; the newest from memory, without Django.

Segments never change, so they are sent as they lie in memory. Playlists change every second and are asked for by every
viewer: they are looked at twenty times a second at most.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from everfair.edge.answers import BUSY, NOT_FOUND, SECURITY_HEADERS, WRONG_METHOD
from everfair.edge.head import read_head
from everfair.edge.media_bucket import DiskAndBucket
from everfair.edge.media_gate import Gate, Refused
from everfair.edge.media_path import BACKSTAGE, Asked, read_address
from everfair.edge.media_segment import ANYWHERE, Heading, Segment
from everfair.edge.media_shelf import Made, Shelf
from everfair.edge.media_source import Disk, Source, TooLarge, Version
from everfair.edge.protocol import BODY, END, Header, Receive, Scope, Send
from everfair.edge.representation import Representation
from everfair.kernel.media_tokens import OPEN, Sees
from everfair.kernel.objects import BucketPlace

_PLAYLIST_PATIENCE = 0.05
_SEGMENT_PATIENCE = 0.5
_WORTH_COMPRESSING = 4096
_MOST_STREAMED = 64

_logger = logging.getLogger(__name__)


class Media:
    """Serves what lies under one folder (`live.places`); memory up to `limit` bytes, an eighth of it for playlists."""

    def __init__(self, root: Path, *, key: str, limit: int, bucket: BucketPlace | None = None) -> None:
        disk = Disk(root)
        self._source: Source = DiskAndBucket(root, bucket) if bucket else disk
        self._gate = Gate(root, key=key)
        self._segments = Shelf(self._source, Segment, limit=limit - limit // 8, patience=_SEGMENT_PATIENCE)
        self._open = Shelf(disk, _open_playlist, limit=limit // 16, patience=_PLAYLIST_PATIENCE)
        self._private = Shelf(disk, _private_playlist, limit=limit // 16, patience=_PLAYLIST_PATIENCE)
        self._streamed = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        if scope["method"] not in ("GET", "HEAD"):
            await WRONG_METHOD.send(send)
            return
        asked = read_address(scope["path"])
        if asked is None:
            await NOT_FOUND.send(send)
            return
        try:
            await self._answer(asked, (scope, send))
        except Refused as refused:
            await refused.answer.send(send)

    async def _answer(self, asked: Asked, request: tuple[Scope, Send]) -> None:
        if asked.file is not None:
            self._gate.admit_to_file(asked.stream, asked.file, (asked.token, request[0]))
            await self._stream(f"{asked.stream}/{asked.file}", request, is_open=False)
            return
        sees = self._gate.admit(asked.stream, asked.token, request[0])
        if asked.playlist is not None:
            await self._send_playlist(asked, sees, request)
        elif asked.shelf == BACKSTAGE and sees != "team":
            raise Refused(NOT_FOUND)
        else:
            await self._send_segment(asked, request)

    async def _send_playlist(self, asked: Asked, sees: Sees, request: tuple[Scope, Send]) -> None:
        scope, send = request
        shelf = self._open if asked.token == OPEN else self._private
        name = f"{asked.stream}/{sees}/{asked.playlist}"
        playlist = shelf.fresh(name) or await _find(shelf, name)
        if await playlist.send(send, head=read_head(scope), method=scope["method"]):
            shelf.measure(name, playlist)

    async def _send_segment(self, asked: Asked, request: tuple[Scope, Send]) -> None:
        scope, send = request
        is_open = asked.token == OPEN
        name = f"{asked.stream}/{asked.segment}"
        try:
            segment = self._segments.fresh(name) or await _find(self._segments, name)
        except TooLarge:
            await self._stream(name, request, is_open=is_open)
        else:
            await segment.send(send, scope, is_open=is_open)

    async def _stream(self, name: str, request: tuple[Scope, Send], *, is_open: bool) -> None:
        """Send a large file piece by piece; each holds a file open, so only some may do so at the same time."""
        scope, send = request
        if self._streamed >= _MOST_STREAMED:
            raise Refused(BUSY)
        self._streamed += 1
        try:
            async with AsyncExitStack() as stack:
                with _refusing(name):
                    opened = await stack.enter_async_context(self._source.open(name))
                start, span = Heading(name, opened.version, is_open=is_open).answer(read_head(scope))
                await send(start)
                if scope["method"] == "GET":
                    async for piece in opened.pieces(span):
                        await send({"type": BODY, "body": piece, "more_body": True})
                await send(END)
        finally:
            self._streamed -= 1


async def _find(shelf: Shelf[Made], name: str) -> Made:
    with _refusing(name):
        return await shelf.find(name)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise Refused(NOT_FOUND) from error
    except OSError as error:
        _logger.warning("%s cannot be read: %s", name, error)
        raise Refused(BUSY) from error


def _open_playlist(name: str, body: bytes, version: Version) -> Representation:
    del name, version
    return _playlist(body, (b"cache-control", b"public, max-age=1"), ANYWHERE)


def _private_playlist(name: str, body: bytes, version: Version) -> Representation:
    del name, version
    return _playlist(body, (b"cache-control", b"private, max-age=1"))


def _playlist(body: bytes, *headers: Header) -> Representation:
    kind = (b"content-type", b"application/vnd.apple.mpegurl")
    fixed = [kind, (b"vary", b"Accept-Encoding"), *SECURITY_HEADERS, *headers]
    return Representation(body, fixed, compressible=len(body) >= _WORTH_COMPRESSING)
