"""Starts granian for a measurement and reads what its workers cost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Serving:
    """One granian with one worker."""

    port: int
    worker: int

    def cpu_seconds(self) -> float:
        """Return the processor time that the worker has used so far."""
        fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory_mb(self) -> float:
        for line in Path(f"/proc/{self.worker}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0


@contextmanager
def serving(target: str, **environment: str) -> Iterator[Serving]:
    """Serve `module:factory` on a free port of this machine for as long as the block lasts."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--no-ws", "--no-log"),
        *("--backlog", "4096", "--backpressure", "20000", "--workers-kill-timeout", "5"),
        *("--port", str(port), target),
    ]
    paths = f"{ROOT / 'src'}:{ROOT}"
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths, **environment})
    try:
        _wait_for(port, process)
        yield Serving(port, _worker_of(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"No server on port {port}.")


def _worker_of(parent: int) -> int:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    workers = [child for child in children if b"spawn_main" not in Path(f"/proc/{child}/cmdline").read_bytes()]
    return int((workers or children)[-1])
