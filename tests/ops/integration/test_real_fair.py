"""The real programs: granian with its workers, procrastinate, Django."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from everfair.ops.health import FairHealth, look_at, worker_beats
from tests.ops.running_fair import EMPTY, RunningFair, open_fair, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def real_fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningFair]:
    opened = open_fair(tmp_path_factory.mktemp("real") / "home", module=EMPTY)
    yield opened
    code, _ = opened.end(signal.SIGINT)
    assert code == 0
    assert opened.processes() == []


def health(fair: RunningFair) -> FairHealth:
    return look_at(fair.home)


def test_every_part_is_healthy(real_fair: RunningFair) -> None:
    url = real_fair.state()["database_url"]

    wait_until(lambda: worker_beats(url), "the worker gives no sign of life")

    assert health(real_fair).healthy
    assert [part.name for part in health(real_fair).parts] == ["postgres", "web", "live", "worker"]


def test_web_process_killed_leaves_no_old_worker_on_the_port(real_fair: RunningFair) -> None:
    before = real_fair.part("web")["pid"]
    servants = children(before)
    assert servants != []

    os.kill(before, signal.SIGKILL)
    wait_until(lambda: real_fair.part("web")["pid"] not in {None, before}, "web is not started again")
    wait_until(real_fair.answers, "the fair does not answer again")

    assert [pid for pid in servants if is_alive(pid)] == []


def test_web_worker_killed_is_replaced(real_fair: RunningFair) -> None:
    web = real_fair.part("web")["pid"]
    before = children(web)

    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: real_fair.answers() and children(real_fair.part("web")["pid"]) != before, "no new web worker")

    assert real_fair.answers()


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in found.split()]


def is_alive(pid: int) -> bool:
    """Whether the process still does anything; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
