"""A step runs again only when what it reads has changed: one fingerprint per step, kept in one file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from everfair.site.build.places import STAMPS


def fingerprint(paths: Iterable[Path]) -> str:
    """Return a short digest of names, sizes and modification times; a missing file counts as such."""
    digest = blake2b(digest_size=16)
    for path in sorted(paths):
        try:
            state = path.stat()
        except FileNotFoundError:
            digest.update(f"{path} gone\n".encode())
        else:
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Stamps:
    """The fingerprints of the last good run."""

    def __init__(self, file: Path = STAMPS) -> None:
        self._file = file
        try:
            self._known: dict[str, str] = json.loads(file.read_text())
        except (OSError, ValueError):
            self._known = {}

    def is_current(self, step: str, stamp: str) -> bool:
        return self._known.get(step) == stamp

    def keep(self, step: str, stamp: str) -> None:
        """Remember a step that has just succeeded, at once, so that a later failure costs only its own step."""
        self._known[step] = stamp
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(self._known, indent=1))
