"""What an encoder has pushed by HTTP and no playlist of its has named yet: `live/<stream>/push/<file>`."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from everfair.live.ingest.spool_errors import BadFileName
from everfair.live.places import StreamPlace

PUSH = "push"
MOST_WAITING = 64
DRAFT_SECONDS = 3600
PLAYLIST = ".m3u8"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.(m3u8|m4s|mp4)\Z")
_BLOCK = 1 << 16


class Readable(Protocol):
    """The body of a request."""

    def read(self, size: int, /) -> bytes: ...


def good_name(name: str) -> str:
    """Return the name, which can be no path; `BadFileName` else."""
    if not _NAME.match(name):
        raise BadFileName
    return name


@dataclass(frozen=True, slots=True)
class PushFolder:
    """Where the files of one stream wait."""

    place: StreamPlace

    @property
    def path(self) -> Path:
        return self.place.folder / PUSH

    def keep(self, name: str, body: Readable, *, size: int) -> None:
        """Write a file in one step, in the place of one of the same name; nothing of it if its bytes don't all come."""
        self.path.mkdir(parents=True, exist_ok=True)
        draft = self.path / f".{secrets.token_hex(8)}"
        try:
            if _copy(body, draft, size=size):
                draft.replace(self.path / good_name(name))
        finally:
            draft.unlink(missing_ok=True)
        self._forget(self._waiting()[MOST_WAITING:])

    def delete(self, name: str) -> None:
        """Forget a file; what a playlist has named is kept elsewhere by then."""
        (self.path / good_name(name)).unlink(missing_ok=True)

    def _waiting(self) -> list[os.DirEntry[str]]:
        """Return the files that wait, the newest first; drafts don't count."""
        found = [entry for entry in os.scandir(self.path) if not entry.name.startswith(".")]
        return sorted(found, key=lambda entry: entry.stat().st_mtime, reverse=True)

    def _forget(self, entries: Iterable[os.DirEntry[str]]) -> None:
        for entry in entries:
            with suppress(OSError):
                Path(entry.path).unlink()


def forget_drafts(root: Path) -> int:
    """Delete what web processes that died left half written; returns how many. `root` is the fair's `live` folder."""
    oldest, count = time.time() - DRAFT_SECONDS, 0
    for draft in root.glob(f"*/{PUSH}/.*"):
        with suppress(OSError):  # finished or forgotten meanwhile
            if draft.stat().st_mtime < oldest:
                draft.unlink()
                count += 1
    return count


def _copy(body: Readable, draft: Path, *, size: int) -> bool:
    with draft.open("wb") as file:
        while size > 0 and (data := body.read(min(_BLOCK, size))):
            file.write(data)
            size -= len(data)
    return size == 0
