"""Starts the front over the small app on granian, as visitors meet it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from everfair.kernel.realtime import channel_token
from tests.edge.integration.served import KEY

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def get(self, target: str) -> tuple[int, str]:
        return self.request("GET", target)

    def request(self, method: str, target: str, body: bytes | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, target, body)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    @contextmanager
    def raw(self, sent: bytes) -> Iterator[socket.socket]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(sent)
            yield connection

    @contextmanager
    def listen(self, *channels: str) -> Iterator[http.client.HTTPResponse]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", f"/events?token={channel_token(channels, key=KEY)}")
        with connection.getresponse() as answer:
            yield answer
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def serving(conninfo: str, log: Path) -> Iterator[Served]:
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--no-ws"),
        *("--port", str(port), "--workers-kill-timeout", "20", "tests.edge.integration.served:make_application"),
    ]
    environment = {
        **os.environ,
        "EVERFAIR_SERVED_DATABASE": conninfo,
        "EVERFAIR_SERVED_MEDIA": str(log.parent),
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    served = Served(port, process)
    try:
        until(lambda: answers(served), 20)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def answers(served: Served) -> bool:
    try:
        return served.get("/health") == (200, "ok\n")
    except OSError:
        return False
