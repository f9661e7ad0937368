"""Our own PostgreSQL: who it runs as, who may connect, what it refuses."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from everfair.ops import binaries
from everfair.ops.account import Account, choose_account
from everfair.ops.binaries import find_programs
from everfair.ops.errors import Trouble
from everfair.ops.orphans import find_orphans
from everfair.ops.postgres import open_cluster
from everfair.ops.processes import start, stop_child

if TYPE_CHECKING:
    from collections.abc import Iterator

    from everfair.ops.postgres import Cluster

pytestmark = pytest.mark.integration

ANYONE = "nobody"


def ask(cluster: Cluster, question: str) -> tuple[object, ...] | None:
    """Start the cluster, ask one question as the fair's role, and stop it."""
    cluster.prepare()
    with (cluster.data.parent / "log").open("wb") as output:
        server = start(cluster.command(), output)
    try:
        assert cluster.wait(server, 30)
        with psycopg.connect(cluster.url) as connection:
            return connection.execute(question).fetchone()
    finally:
        stop_child(server, cluster.command().stop)
        cluster.tidy()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A short folder that belongs to no one in particular."""
    folder = Path(tempfile.mkdtemp(prefix="everfair-"))
    yield folder
    shutil.rmtree(folder)


def test_fair_role_is_no_superuser_and_chinese_is_text(tmp_path: Path) -> None:
    answer = ask(open_cluster(tmp_path), "SELECT current_user, current_setting('is_superuser'), length('服务贸易')")

    assert answer == ("fair", "off", 4)


def test_server_listens_on_its_socket_alone(tmp_path: Path) -> None:
    question = "SELECT current_setting('listen_addresses'), current_setting('password_encryption')"

    assert ask(open_cluster(tmp_path), question) == ("", "scram-sha-256")
    assert "trust" not in (tmp_path / "postgres" / "pg_hba.conf").read_text()


def test_server_runs_in_a_closed_home(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    answer = ask(open_cluster(closed), "SELECT 1")

    assert answer == (1,)
    assert (closed / "postgres").stat().st_uid == choose_account().uid


def test_server_runs_as_an_ordinary_user(open_folder: Path) -> None:
    entry = pwd.getpwnam(ANYONE)
    account = Account(ANYONE, entry.pw_uid, entry.pw_gid, is_dropped=os.geteuid() == 0)
    programs = find_programs(None, account)
    account.own(open_folder)

    child = multiprocessing.get_context("fork").Process(target=as_ordinary_user, args=(account, open_folder, programs))
    child.start()
    child.join(60)

    assert child.exitcode == 0


def as_ordinary_user(account: Account, folder: Path, programs: Path) -> None:
    """Run in a child: become `account` for good, then do all that a fair does with its database."""
    if account.is_dropped:
        os.setgroups([])
        os.setgid(account.gid)
        os.setuid(account.uid)
    assert not choose_account().is_dropped
    assert ask(open_cluster(folder, programs), "SELECT current_user") == ("fair",)


def test_programs_in_a_closed_folder_are_copied_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "COPIES", tmp_path / "copies")
    present = choose_account()
    source = find_programs(None, Account(present.name, present.uid, present.gid, is_dropped=False))

    copied = binaries.copy_for_account(source)

    assert binaries.copy_for_account(source) == copied
    assert len(list((tmp_path / "copies").iterdir())) == 1
    answer = subprocess.run([copied / "initdb", "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout.startswith("initdb (PostgreSQL) ")


def test_data_of_another_postgresql_is_refused(tmp_path: Path) -> None:
    cluster = open_cluster(tmp_path)
    cluster.data.mkdir()
    (cluster.data / "PG_VERSION").write_text("99\n")

    with pytest.raises(Trouble, match=r"belongs to PostgreSQL 99, and this is PostgreSQL 18\.") as refusal:
        cluster.prepare()

    assert "EVERFAIR_PG_BIN" in refusal.value.way_out


def test_half_made_cluster_is_made_anew(tmp_path: Path) -> None:
    half = tmp_path / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    assert ask(open_cluster(tmp_path), "SELECT 1") == (1,)
    assert not half.exists()


def test_stale_pid_file_does_not_keep_the_server_from_starting(tmp_path: Path) -> None:
    cluster = open_cluster(tmp_path)
    ask(cluster, "SELECT 1")
    (cluster.data / "postmaster.pid").write_text(f"{os.getppid()}\n/proc/self/cwd\n")

    assert ask(cluster, "SELECT 1") == (1,)
    assert find_orphans(cluster.data) == []
