"""However a fair is closed, no process stays behind, and it opens again."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from everfair.ops.stop import close_fair
from tests.ops.running_fair import open_fair, wait_until

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_close_by_signal_leaves_no_process(tmp_path: Path, how: signal.Signals) -> None:
    fair = open_fair(tmp_path / "home")
    assert len(fair.processes()) >= 3

    code, words = fair.end(how)

    assert code == 0
    assert "everything is kept" in words
    assert fair.processes() == []
    assert not fair.home.state_file.exists()


def test_close_by_command_leaves_no_process(tmp_path: Path) -> None:
    fair = open_fair(tmp_path / "home")

    close_fair(fair.home.folder)

    _, words = fair.supervisor.communicate(timeout=10)
    assert fair.supervisor.returncode == 0
    assert "everything is kept" in words
    assert fair.processes() == []


def test_supervisor_killed_takes_its_parts_along(tmp_path: Path) -> None:
    fair = open_fair(tmp_path / "home")
    with psycopg.connect(fair.state()["database_url"]) as connection:
        connection.execute("INSERT INTO visit DEFAULT VALUES")

    fair.end(signal.SIGKILL)
    wait_until(lambda: fair.processes() == [], "the parts outlive their supervisor")

    again = open_fair(tmp_path / "home", fair.port)
    with psycopg.connect(again.state()["database_url"]) as connection:
        assert connection.execute("SELECT count(*) FROM visit").fetchone() == (1,)
    again.end(signal.SIGTERM)


def test_up_at_once_after_the_supervisor_was_killed_waits_for_its_parts(tmp_path: Path) -> None:
    fair = open_fair(tmp_path / "home")

    os.kill(fair.supervisor.pid, signal.SIGKILL)
    fair.supervisor.communicate()
    again = open_fair(tmp_path / "home", fair.port)

    assert again.answers()
    assert again.end(signal.SIGTERM)[0] == 0


def test_socket_of_a_long_home_is_short_and_private(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 30) / "home"
    home.parent.mkdir()

    fair = open_fair(home)
    folder = Path(str(conninfo_to_dict(fair.state()["database_url"])["host"]))
    mode = folder.stat().st_mode & 0o777
    fair.end(signal.SIGTERM)

    assert len(os.fsencode(folder)) < 60
    assert mode == 0o700
    assert not folder.exists()
