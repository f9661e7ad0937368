"""The watch over parts, with the smallest parts there are."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from everfair.ops.errors import Trouble
from everfair.ops.processes import Command
from everfair.ops.supervisor import Part, Signals, StopRequested, Supervisor, how_it_ended

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.integration

SLEEP = ("sleep", "60")


def part(folder: Path, *words: str) -> Part:
    return Part("part", lambda: Command(words), lambda: True, folder / "part.log")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    with Signals() as signals, Supervisor(signals, say=said.append, report=lambda _: None) as watch:
        yield watch


def test_part_that_keeps_ending_is_given_up_with_its_last_words(
    tmp_path: Path, supervisor: Supervisor, said: list[str]
) -> None:
    broken = part(tmp_path, "sh", "-c", "echo no such thing as paper; exit 3")
    broken.answers = lambda: False

    supervisor.start(broken)
    with pytest.raises(Trouble) as trouble:
        supervisor.wait_for(broken)

    assert trouble.value.sentence == "part does not start."
    assert trouble.value.way_out.endswith("no such thing as paper")
    assert said[0] == "part ended (exit code 3); starting it again."


def test_part_that_ends_on_a_full_disk_says_so(tmp_path: Path, supervisor: Supervisor, said: list[str]) -> None:
    full = part(tmp_path, "sh", "-c", "echo 'FATAL: could not write file: No space left on device'; exit 1")
    full.answers = lambda: False

    supervisor.start(full)
    with pytest.raises(Trouble, match="part does not start: the disk is full"):
        supervisor.wait_for(full)

    assert said[0] == "part ended (the disk is full); starting it again."


def test_part_that_never_answers_is_given_up(tmp_path: Path, supervisor: Supervisor) -> None:
    deaf = part(tmp_path, *SLEEP)
    deaf.answers = lambda: False

    supervisor.start(deaf)

    with pytest.raises(Trouble, match="part does not start"):
        supervisor.wait_for(deaf, patience=0.2)


def test_part_whose_program_is_gone_is_tried_again(tmp_path: Path, supervisor: Supervisor, said: list[str]) -> None:
    program = tmp_path / "program"
    program.symlink_to(sys.executable)
    vanishing = part(tmp_path, str(program), "-c", "import time; time.sleep(60)")
    supervisor.start(vanishing)
    program.unlink()

    os.kill(vanishing.process.pid if vanishing.process else 0, signal.SIGKILL)
    supervisor.run(Command(("sleep", "0.6")))

    assert "part could not start: No such file or directory." in said


def test_what_a_dead_part_left_behind_is_ended(tmp_path: Path, supervisor: Supervisor) -> None:
    kept = tmp_path / "child"
    leaving = part(tmp_path, "sh", "-c", f"sleep 60 & echo $! > {kept}; exec sleep 60")
    supervisor.start(leaving)
    supervisor.run(Command(("sh", "-c", f"until [ -s {kept} ]; do sleep 0.02; done")))
    child = int(kept.read_text())

    os.kill(leaving.process.pid if leaving.process else 0, signal.SIGKILL)
    supervisor.run(Command(("sh", "-c", f"while [ -e /proc/{child} ] && ! grep -q Z /proc/{child}/stat; do :; done")))

    assert leaving.restarts <= 1


def test_run_returns_the_exit_code(supervisor: Supervisor) -> None:
    assert supervisor.run(Command(("sh", "-c", "exit 7"))) == 7


def test_stop_request_ends_the_task_and_the_parts(tmp_path: Path, said: list[str]) -> None:
    lasting = part(tmp_path, *SLEEP)
    with Signals() as signals, Supervisor(signals, say=said.append, report=lambda _: None) as watch:
        watch.start(lasting)
        signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
        with pytest.raises(StopRequested):
            watch.run(Command(SLEEP))

    assert lasting.process is None


def test_stubborn_part_is_killed(tmp_path: Path) -> None:
    stubborn = part(tmp_path, sys.executable, "-c", "import signal; signal.pthread_sigmask(0, [15]); signal.pause()")
    stubborn.patience = 0.5
    stubborn.start()
    pid = stubborn.process.pid if stubborn.process else 0

    stubborn.stop()

    assert not Path(f"/proc/{pid}").exists()


def test_large_log_is_put_aside(tmp_path: Path) -> None:
    chatty = part(tmp_path, "true")
    chatty.log.write_bytes(b"x" * (10 * 1024 * 1024 + 1))

    chatty.start()
    chatty.stop()

    assert chatty.log.stat().st_size == 0
    assert (tmp_path / "part.old.log").stat().st_size > 10 * 1024 * 1024


@pytest.mark.parametrize(("code", "words"), [(0, "exit code 0"), (1, "exit code 1"), (-9, "signal SIGKILL")])
def test_how_it_ended(code: int, words: str) -> None:
    assert how_it_ended(code) == words
