"""Opens fairs as a person does: as a process of its own, in a folder of its own, on a port of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everfair.ops.health import web_answers
from everfair.ops.home import Home
from everfair.ops.orphans import find_orphans

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).resolve().parents[2]
STANDINS = ("tests.ops.standins.up",)
EMPTY = ("everfair", "up")
HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 30.0) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError(what)
        time.sleep(0.02)


def launch(home: Path, port: int, module: tuple[str, ...] = STANDINS, *, demo: bool = False) -> subprocess.Popen[str]:
    """Start `up` without waiting for it."""
    return subprocess.Popen(
        [sys.executable, "-m", *module],
        env={**surroundings(home), "EVERFAIR_PORT": str(port), "EVERFAIR_DEMO": str(demo).lower()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment of a fair of its own: ours, without the database of the tests."""
    ours = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {
        **ours,
        "EVERFAIR_HOME": str(home),
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)]),
    }


def run(home: Path, *words: str) -> str:
    """Run another command of `everfair` on the same home and return what it prints."""
    command = [sys.executable, "-m", "everfair", *words]
    return subprocess.run(command, env=surroundings(home), capture_output=True, text=True, check=True).stdout


def refuse(home: Path, port: int) -> tuple[int, str]:
    """Start `up` where it must refuse; returns its exit code and its words."""
    with launch(home, port) as process:
        _, words = process.communicate(timeout=30)
        return process.returncode, words.strip()


@dataclass
class RunningFair:
    """A fair that is open, seen from outside."""

    home: Home
    port: int
    supervisor: subprocess.Popen[str]

    def answers(self) -> bool:
        return web_answers(HOST, self.port)

    def state(self) -> dict[str, Any]:
        return dict(json.loads(self.home.state_file.read_text()))

    def part(self, name: str) -> dict[str, Any]:
        return next(part for part in self.state()["parts"] if part["name"] == name)

    def processes(self) -> list[int]:
        """Return every process of the fair but the supervisor, found without the supervisor's help."""
        sign = f"EVERFAIR_HOME={self.home.folder}".encode()
        ours = [entry for entry in Path("/proc").iterdir() if entry.name.isdigit() and sign in _environment(entry)]
        found = {int(entry.name) for entry in ours} - {self.supervisor.pid}
        return sorted(found | set(find_orphans(self.home.postgres)))

    def end(self, how: signal.Signals) -> tuple[int, str]:
        self.supervisor.send_signal(how)
        _, words = self.supervisor.communicate(timeout=30)
        return self.supervisor.returncode, words


def open_fair(
    home: Path, port: int | None = None, module: tuple[str, ...] = STANDINS, *, demo: bool = False
) -> RunningFair:
    """Open a fair and wait until it says that it is open."""
    port = port or free_port()
    fair = RunningFair(Home(home), port, launch(home, port, module, demo=demo))

    def is_open() -> bool:
        if fair.supervisor.poll() is not None:
            raise AssertionError(fair.supervisor.communicate()[1])
        state = fair.home.read_state() or {}
        return (state.get("pid"), state.get("state")) == (fair.supervisor.pid, "open")

    wait_until(is_open, "the fair does not open", seconds=120)
    return fair


def _environment(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:  # ended meanwhile, or belongs to another account
        return []
