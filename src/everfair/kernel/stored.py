"""The note of what lies in the bucket: `stored.txt` in each folder, one line a file, so that nobody asks the bucket.

It is written once the bucket holds the files, and before they leave the disk; a file that is still on the disk counts.
"""

from __future__ import annotations

import re
from pathlib import Path

NOTE = "stored.txt"


class StoredNote:
    """As it is read: for one question it is searched, not taken apart, since it may have ten thousand lines."""

    __slots__ = ("_text",)

    def __init__(self, text: bytes) -> None:
        self._text = b"\n" + text

    @property
    def length(self) -> int:
        return len(self._text)

    def bytes_of(self, file: str) -> int | None:
        """Return how large a file in the bucket is, None if it is not there."""
        found = re.search(rb"\n" + re.escape(file.encode()) + rb" ([0-9]+)\n", self._text)
        return int(found[1]) if found else None

    def sizes(self) -> dict[str, int]:
        lines = (line.split(" ") for line in self._text.decode().splitlines() if line)
        return {file: int(size) for file, size in lines}


def read_note(folder: Path) -> dict[str, int]:
    """Return the bytes of each file of a folder that lies in the bucket; empty where none does."""
    try:
        return StoredNote((folder / NOTE).read_bytes()).sizes()
    except OSError:
        return {}


def write_note(folder: Path, sizes: dict[str, int]) -> None:
    """Write it in one step; `OSError` where the folder is gone."""
    draft = folder / f".{NOTE}.new"
    draft.write_text("".join(f"{file} {size}\n" for file, size in sizes.items()))
    draft.replace(folder / NOTE)


def drop_note(folder: Path) -> None:
    (folder / NOTE).unlink(missing_ok=True)
