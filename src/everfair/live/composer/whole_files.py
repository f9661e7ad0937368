"""Files that others read while we write them: a reader sees the old or the new one, never half of it."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
_LIBC = ctypes.CDLL(None, use_errno=True)


def write_whole(path: Path, text: str) -> None:
    """Write what must still be there after the power was gone."""
    draft = _draft(path)
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def swap_whole(path: Path, text: str) -> None:
    """Write what is written every second, and can be written again from what it was made of.

    Replacing a file makes ext4 send the new one to the disk at once, which costs more than all else that a playlist
    costs; exchanging the two and deleting the old one does not.
    """
    draft = _draft(path)
    try:
        draft.write_text(text, encoding="utf-8")
        if path.is_symlink() or not _exchange(draft, path):
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def link_whole(path: Path, target: Path) -> None:
    """Let `path` stand for another file, whatever it was before; `target` counts from its folder."""
    draft = _draft(path)
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(path)


def _exchange(draft: Path, path: Path) -> bool:
    """Swap two files; False where there is nothing to swap with, or the system can't."""
    swap = getattr(_LIBC, "renameat2", None)
    return swap is not None and swap(_HERE, os.fsencode(draft), _HERE, os.fsencode(path), _EXCHANGE) == 0


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")
