"""A fair that is open: what it survives, what it refuses, what it says."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import TYPE_CHECKING

import psycopg
import pytest

from everfair.ops.health import look_at
from tests.ops.running_fair import HOST, RunningFair, free_port, refuse, wait_until

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("name", ["postgres", "web", "live", "worker"])
def test_part_killed_is_started_again(fair: RunningFair, name: str) -> None:
    before = fair.part(name)

    os.kill(before["pid"], signal.SIGKILL)
    wait_until(lambda: fair.part(name)["pid"] not in {None, before["pid"]}, f"{name} is not started again")

    assert fair.part(name)["restarts"] == before["restarts"] + 1
    wait_until(fair.answers, "the fair does not answer again")
    wait_until(lambda: visit(fair.port), "the fair does not take rows again")


def test_postgres_killed_under_load_loses_no_acknowledged_row(fair: RunningFair) -> None:
    url = fair.state()["database_url"]
    before = count_visits(url)
    postgres = fair.part("postgres")["pid"]
    answers: list[bool] = []
    turn = count(1)

    def visit_and_kill_at_the_fiftieth() -> None:
        answers.append(visit(fair.port))
        if next(turn) == 50:
            os.kill(postgres, signal.SIGKILL)

    with ThreadPoolExecutor(max_workers=200) as pool:
        for _ in range(600):
            pool.submit(visit_and_kill_at_the_fiftieth)
    acknowledged = sum(answers)
    wait_until(lambda: fair.part("postgres")["pid"] not in {None, postgres}, "PostgreSQL is not started again")
    wait_until(lambda: visit(fair.port), "the fair does not take rows again")

    assert 0 < acknowledged < len(answers) == 600
    assert count_visits(url) - before >= acknowledged + 1


def test_second_up_on_the_same_home_is_refused(fair: RunningFair) -> None:
    code, words = refuse(fair.home.folder, free_port())

    assert code == 1
    assert words.splitlines() == [
        f"The fair in {fair.home.folder} is already open at {fair.state()['url']} (process {fair.supervisor.pid}).",
        "Close it with everfair stop, or open another fair with --home DIR --port NUMBER.",
    ]
    assert fair.answers()


def test_up_on_a_busy_port_is_refused(fair: RunningFair, tmp_path: Path) -> None:
    code, words = refuse(tmp_path / "other", fair.port)

    assert code == 1
    sentence, way_out = words.splitlines()
    assert sentence == f"Port {fair.port} is taken by another program."
    assert way_out.startswith("Choose another: everfair up --port ")
    assert not (tmp_path / "other" / "postgres").exists()


def test_status_shows_each_part(fair: RunningFair) -> None:
    health = look_at(fair.home)

    assert (health.state, health.url, health.pid) == ("open", f"http://localhost:{fair.port}", fair.supervisor.pid)
    assert {part.name: part.healthy for part in health.parts} == {
        "postgres": True,
        "web": True,
        "live": True,
        "worker": True,
    }
    assert health.healthy


def test_status_of_a_worker_without_heartbeat_is_not_healthy(fair: RunningFair) -> None:
    with psycopg.connect(fair.state()["database_url"]) as connection:
        connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")

    health = look_at(fair.home)

    assert [part.name for part in health.parts if not part.healthy] == ["worker"]
    assert not health.healthy


def test_home_is_closed_to_others(fair: RunningFair) -> None:
    assert fair.home.folder.stat().st_mode & 0o777 == 0o700
    assert fair.home.postgres.stat().st_mode & 0o777 == 0o700


def visit(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/visit")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def count_visits(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM visit").fetchone()
    return int(row[0]) if row else 0
