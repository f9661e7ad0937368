"""Remembers for which version a fair was last prepared, so that the next start need not look again."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING

from everfair.config.options import PACKAGE

if TYPE_CHECKING:
    from everfair.config.options import Options
    from everfair.ops.home import Home

STAMP = "prepared"
PACKAGES_WITH_TABLES = ("django", "django-allauth", "procrastinate")


def fingerprint(options: Options) -> str:
    """Return a digest of all that decides what preparing would do."""
    migrations = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.glob("*/migrations/*.py"))
    packages = [f"{name} {version(name)}" for name in PACKAGES_WITH_TABLES]
    words = [*migrations, *packages, f"demo {options.demo}"]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def is_prepared(home: Home, options: Options) -> bool:
    """Whether nothing has changed; never for a database that others may change behind our back."""
    stamp = home.folder / STAMP
    return not options.database_url and stamp.exists() and stamp.read_text() == fingerprint(options)


def note_prepared(home: Home, options: Options) -> None:
    (home.folder / STAMP).write_text(fingerprint(options))
