"""The body of a request, taken in whole before Django sees it.

Django has few threads: a slow upload must not hold one, and a broken-off one must not look complete.
"""

from __future__ import annotations

import asyncio
from tempfile import SpooledTemporaryFile
from typing import IO

from everfair.edge.protocol import Head, Message, Receive

_IN_MEMORY = 512 * 1024
_CHUNK = 256 * 1024
_PATIENCE = 30.0

# A browser that is refused while it still sends shows a broken connection, not our sentence: so read on, within reason.
_READ_ON = 8
_EMPTY: Message = {"type": "http.request", "body": b"", "more_body": False}


class BodyRefusedError(Exception):
    """The body does not arrive as it should."""


class TooLargeError(BodyRefusedError):
    """It is longer than the fair accepts."""


class StalledError(BodyRefusedError):
    """Nothing came for too long."""


class MalformedError(BodyRefusedError):
    """Its length is no number."""


class ReaderGoneError(BodyRefusedError):
    """The client left in the middle."""


class RequestBody:
    """A whole body, to be received again by an app; memory up to half a megabyte, else a file without a name."""

    def __init__(self, file: IO[bytes] | None = None, length: int = 0) -> None:
        self.length = length
        self._left = length
        self._file = file
        if file is not None:
            file.seek(0)

    async def receive(self) -> Message:
        if self._file is None or not self._left:
            return _EMPTY
        chunk = self._file.read(_CHUNK)
        self._left -= len(chunk)
        return {"type": "http.request", "body": chunk, "more_body": self._left > 0}

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


async def read_body(head: Head, receive: Receive, *, limit: int) -> RequestBody:
    """Take the body in; `BodyRefusedError` when it is too long, stalls or breaks off."""
    if b"content-length" not in head and b"transfer-encoding" not in head:
        return RequestBody()
    if _announced(head) > limit * _READ_ON:
        raise TooLargeError
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- RequestBody closes it
    try:
        length = await _fill(file, receive, limit=limit)
    except BaseException:
        file.close()
        raise
    return RequestBody(file, length)


def _announced(head: Head) -> int:
    raw = head.get(b"content-length", b"0")
    if not raw.isdigit():
        raise MalformedError
    return int(raw)


async def _fill(file: IO[bytes], receive: Receive, *, limit: int) -> int:
    length, more = 0, True
    while more and length <= limit * _READ_ON:
        message = await _next(receive)
        chunk = message.get("body", b"")
        length += len(chunk)
        if length <= limit:
            file.write(chunk)
        more = message.get("more_body", False)
    if length > limit:
        raise TooLargeError
    return length


async def _next(receive: Receive) -> Message:
    try:
        message = await asyncio.wait_for(receive(), _PATIENCE)
    except TimeoutError as error:
        raise StalledError from error
    if message["type"] != "http.request":
        raise ReaderGoneError
    return message
