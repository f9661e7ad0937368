"""The operating-system account under which PostgreSQL runs.

PostgreSQL refuses to run as root. Started by root, it drops to an account that owns nothing but its own data;
started by anyone else, it runs as that person.
"""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from everfair.ops.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = 0
CANDIDATES = ("everfair", "postgres", "nobody")


class Drop(TypedDict, total=False):
    """What `subprocess` needs to leave root's rights behind."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """Who PostgreSQL runs as."""

    name: str
    uid: int
    gid: int
    is_dropped: bool

    def drop(self) -> Drop:
        """Arguments for `subprocess`: none when the account is the present one."""
        return Drop(user=self.uid, group=self.gid, extra_groups=[]) if self.is_dropped else Drop()

    def own(self, folder: Path) -> None:
        """Make `folder` (new or empty) belong to the account and to nobody else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.is_dropped:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)

    def can_reach(self, path: Path) -> bool:
        """Whether every folder on the way to `path` is there and lets the account through."""
        if not self.is_dropped:
            return True
        resolved = path.resolve()
        return all(folder.exists() and self._may_enter(folder) for folder in resolved.parents)

    def _may_enter(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def choose_account(candidates: Iterable[str] = CANDIDATES) -> Account:
    """Return the present account, or as root the first of `candidates` that exists."""
    uid = os.geteuid()
    if uid != ROOT:
        return _present_account(uid)
    for name in candidates:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid, is_dropped=True)
    raise Trouble(
        "PostgreSQL may not run as root, and there is no other account to run it.",
        "Make one: useradd --system everfair",
    )


def _present_account(uid: int) -> Account:
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        raise Trouble(
            f"PostgreSQL needs an account with a name, and user number {uid} has none.",
            "Add it to /etc/passwd, or point DATABASE_URL at a PostgreSQL that runs elsewhere.",
        ) from None
    return Account(name, uid, os.getegid(), is_dropped=False)
