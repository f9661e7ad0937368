"""Where media are read from: a source answers what a file is now, and gives it as a whole or piece by piece."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from everfair.edge.media_range import Span

_CHUNK = 256 * 1024


class Version(NamedTuple):
    """A file as it was: a new file of the same name, or a changed one, has another version."""

    inode: int
    changed: int
    length: int


class TooLarge(Exception):
    """The file is too large to be kept."""


class Opened(Protocol):
    """A file that is sent piece by piece."""

    version: Version

    def pieces(self, span: Span) -> AsyncIterator[bytes]: ...


class Source(Protocol):
    """Names are paths; everything raises `OSError`, `FileNotFoundError` where there is no such file."""

    async def look(self, name: str) -> Version: ...

    async def read(self, name: str, largest: int) -> tuple[bytes, Version]:
        """Read the whole file; `TooLarge` if it has more than `largest` bytes."""

    def open(self, name: str) -> AbstractAsyncContextManager[Opened]: ...


class Disk:
    """The files of a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def look(self, name: str) -> Version:
        return _version_of((self._root / name).stat())

    async def read(self, name: str, largest: int) -> tuple[bytes, Version]:
        return await asyncio.to_thread(_read_file, self._root / name, largest)

    @asynccontextmanager
    async def open(self, name: str) -> AsyncIterator[Opened]:
        with (self._root / name).open("rb") as file:
            yield _OpenFile(file)


class _OpenFile:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.version = _version_of(os.fstat(file.fileno()))

    async def pieces(self, span: Span) -> AsyncIterator[bytes]:
        self._file.seek(span.first)
        left = span.end - span.first
        while left and (chunk := await asyncio.to_thread(self._file.read, min(left, _CHUNK))):
            left -= len(chunk)
            yield chunk


def _version_of(status: os.stat_result) -> Version:
    """Return the version of a file; `FileNotFoundError` for what is no file."""
    if not stat.S_ISREG(status.st_mode):
        raise FileNotFoundError
    return Version(status.st_ino, status.st_mtime_ns, status.st_size)


def _read_file(path: Path, largest: int) -> tuple[bytes, Version]:
    with path.open("rb") as file:
        version = _version_of(os.fstat(file.fileno()))
        if version.length > largest:
            raise TooLarge
        return file.read(version.length), version
