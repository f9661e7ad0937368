"""Processes of PostgreSQL that have lost their supervisor or their postmaster, and still sit in the data folder."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

PATIENCE_SECONDS = 10.0


def clear_orphans(data: Path, patience: float = PATIENCE_SECONDS) -> None:
    """Let them finish their shutdown, then end them. The caller holds the fair's lock, so none can be in service."""
    limit = time.monotonic() + patience
    while found := find_orphans(data):
        if time.monotonic() > limit:
            for pid in found:
                _kill(pid)
        time.sleep(0.1)
    (data / "postmaster.pid").unlink(missing_ok=True)


def find_orphans(data: Path) -> list[int]:
    """Return the processes whose working folder is `data`, as every process of PostgreSQL's has."""
    place = data.stat()
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _sits_in(entry, place)]


def _sits_in(process: Path, place: os.stat_result) -> bool:
    try:
        found = (process / "cwd").stat()
        return os.path.samestat(found, place) and (process / "comm").read_text().startswith("postgres")
    except OSError:  # ended meanwhile, or belongs to another account
        return False


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
