"""The private folder of PostgreSQL's socket.

It lies in the fair's own folder, unless the path would be longer than the kernel allows, or the account of PostgreSQL
could not reach it; then in a short runtime folder that belongs to this fair alone.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from everfair.ops.errors import Trouble

if TYPE_CHECKING:
    from everfair.ops.account import Account

LONGEST = 107
NAME = "/.s.PGSQL.5432"


def socket_folder(home: Path, account: Account) -> Path:
    """Return where the socket of the fair in `home` belongs; the folder may not exist yet."""
    inside = home.resolve() / "socket"
    if fits(inside) and account.can_reach(inside):
        return inside
    name = f"everfair-{hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]}"
    for parent in _runtime_folders():
        folder = parent / name
        if fits(folder) and account.can_reach(folder):
            _refuse_stranger(folder, account)
            return folder
    raise Trouble(
        f"There is no place short enough for PostgreSQL's socket: a path may have {LONGEST} bytes.",
        "Set XDG_RUNTIME_DIR or TMPDIR to a short folder of your own.",
    )


def fits(folder: Path) -> bool:
    """Whether a socket in `folder` stays within the kernel's limit."""
    return len(os.fsencode(folder)) + len(NAME) <= LONGEST


def _runtime_folders() -> list[Path]:
    given = [os.environ.get("XDG_RUNTIME_DIR"), "/run", tempfile.gettempdir(), "/tmp"]  # noqa: S108  owner and mode of the folder are checked
    return [Path(path) for path in given if path and os.access(path, os.W_OK)]


def _refuse_stranger(folder: Path, account: Account) -> None:
    """Someone else may have made the folder first, to listen in our place."""
    if folder.is_symlink() or (folder.exists() and folder.stat().st_uid != account.uid):
        raise Trouble(f"The folder {folder} belongs to someone else.", "Set XDG_RUNTIME_DIR to a folder of your own.")
