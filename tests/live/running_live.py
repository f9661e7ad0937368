"""The live process as the supervisor starts it, on the database of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import m3u8
from django.db import connection

from everfair.live.places import port_of_encoders

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass
class RunningLive:
    home: Path
    process: subprocess.Popen[bytes]

    @property
    def root(self) -> Path:
        return self.home / "live"

    def address(self, key: str) -> str:
        return f"rtmp://127.0.0.1:{port_of_encoders(self.root)}/live/{key}"

    def playlist(self, stream: str, name: str, view: str = "public") -> Any:
        path = self.root / stream / view / name
        return m3u8.loads(path.read_text() if path.exists() else "#EXTM3U\n")

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in found.read_text().split()]

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(20)


def start_live(home: Path, **settings: str) -> RunningLive:
    """Start it and wait until it lets encoders in."""
    (home / "live" / "rtmp-port").unlink(missing_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "EVERFAIR_HOME": str(home),
        "EVERFAIR_DATABASE_URL": url,
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)]),
        **{f"EVERFAIR_{name}": value for name, value in settings.items()},
    }
    with (home / "live.log").open("ab") as log:
        words = [sys.executable, "-m", "everfair.ops.live"]
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
    running = RunningLive(home, process)

    def is_open() -> bool:
        if process.poll() is not None:
            raise AssertionError((home / "live.log").read_text())
        return port_of_encoders(running.root) is not None

    wait_until(is_open, "the live process does not open")
    return running


def wait_until(condition: Callable[[], object], what: str, seconds: float = 25.0) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError(what)
        time.sleep(0.05)
