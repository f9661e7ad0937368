"""PostgreSQL of our own: one cluster in one folder, reached only through a private socket.

The server runs *inside* its data folder and names it `/proc/self/cwd`. So the folders above it need not let the account
of PostgreSQL through: a fair can live in root's closed home, and the folder can be moved while the fair is down.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
from psycopg import sql

from everfair.ops.account import Account, choose_account
from everfair.ops.binaries import find_programs, major_version
from everfair.ops.errors import FAIR, Trouble
from everfair.ops.orphans import clear_orphans
from everfair.ops.processes import Command
from everfair.ops.sockets import socket_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

INSIDE = "/proc/self/cwd"
PORT = 5432
OWNER = "fair"
DATABASE = "fair"
SUPERUSER = "postgres"
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "maintenance_work_mem": "128MB",
    "work_mem": "16MB",
    "wal_compression": "pglz",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
ACCESS = "local all all peer map=everfair\n"


@dataclass(frozen=True)
class Cluster:
    """A data folder, the programs that serve it, and the account that owns it."""

    data: Path
    programs: Path
    account: Account
    sockets: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address for `DATABASE_URL`; peer authentication, so no password."""
        return f"postgresql://{OWNER}@/{DATABASE}?host={quote(str(self.sockets))}"

    def command(self) -> Command:
        """How to run the server in the foreground; SIGINT is its fast, orderly stop."""
        given = {**SETTINGS, **self.settings, "unix_socket_directories": str(self.sockets), "port": str(PORT)}
        options = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
        return Command(
            arguments=(str(self.programs / "postgres"), "-D", INSIDE, *options),
            environment=_environment(),
            folder=self.data,
            account=self.account,
            stop=signal.SIGINT,
        )

    def prepare(self) -> None:
        """Make the cluster if there is none, and write who may connect."""
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._check_version()
        clear_orphans(self.data)
        self.account.own(self.sockets)
        person = pwd.getpwuid(os.geteuid()).pw_name
        lines = [f'everfair "{person}" {role}\n' for role in (OWNER, SUPERUSER)]
        _write(self.data / "pg_hba.conf", ACCESS, self.account)
        _write(self.data / "pg_ident.conf", "".join(lines), self.account)

    def answers(self) -> bool:
        """Whether the server takes connections now; makes our role and database when they are missing."""
        try:
            with psycopg.connect(self._superuser_address(), autocommit=True, connect_timeout=3) as connection:
                _ensure_database(connection)
        except psycopg.OperationalError:
            return False
        return True

    def wait(self, process: subprocess.Popen[bytes], patience: float = 300.0) -> bool:
        """Wait until the server answers; False when it has ended instead."""
        limit = time.monotonic() + patience
        while time.monotonic() < limit:
            if process.poll() is not None:
                return False
            if self.answers():
                return True
            time.sleep(0.05)
        return False

    def tidy(self) -> None:
        """Remove a socket folder that lies outside the home, once the server has ended."""
        if self.sockets.parent != self.data.parent.resolve():
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _superuser_address(self) -> str:
        return f"host={self.sockets} port={PORT} user={SUPERUSER} dbname=postgres"

    def _create(self) -> None:
        """Build the cluster beside its place, so that an interrupted start leaves nothing half made."""
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self.account.own(fresh)
        done = subprocess.run(
            [
                self.programs / "initdb",
                f"--pgdata={INSIDE}",
                f"--username={SUPERUSER}",
                "--auth-local=peer",
                "--auth-host=reject",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            cwd=fresh,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            process_group=0,
            **self.account.drop(),
        )
        if done.returncode:
            raise _initdb_trouble(done.stderr, fresh)
        os.sync()
        fresh.rename(self.data)

    def _check_version(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text())
        ours = major_version(self.programs)
        if made_by != ours:
            raise Trouble(
                f"The data in {self.data} belongs to PostgreSQL {made_by}, and this is PostgreSQL {ours}.",
                f"Set EVERFAIR_PG_BIN to the programs of PostgreSQL {made_by}, or choose another folder with --home.",
            )


def open_cluster(home: Path, programs: Path | None = None, settings: Mapping[str, str] | None = None) -> Cluster:
    """Return the cluster of the fair in `home` (which must exist), not yet prepared or started."""
    account = choose_account()
    return Cluster(
        data=home / "postgres",
        programs=find_programs(programs, account),
        account=account,
        sockets=socket_folder(home, account),
        settings=settings or {},
    )


def _ensure_database(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """The fair's role owns its database and may make others, but is no superuser."""
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (OWNER,)).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(OWNER)))
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone():
        words = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(words.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def _environment() -> dict[str, str]:
    """A server needs little; nothing of the caller's locale or PG* variables may steer it."""
    return {"PATH": os.defpath, "LC_ALL": "C"}


def _write(path: Path, text: str, account: Account) -> None:
    path.write_text(text)
    path.chmod(0o600)
    if account.is_dropped:
        os.chown(path, account.uid, account.gid)


def _initdb_trouble(words: str, folder: Path) -> Trouble:
    shutil.rmtree(folder, ignore_errors=True)
    if "No space left" in words:
        return Trouble(
            f"The disk that holds {folder.parent} is full.", "Free some space, or choose another with --home."
        )
    last = words.strip().splitlines()[-1] if words.strip() else "it gave no reason"
    return Trouble(f"PostgreSQL could not make its data folder: {last}.", f"{FAIR} doctor looks for the cause.")
