"""Debian's nginx with its RTMP module, run from a folder of its own by the configuration that administrators get."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from everfair.config.options import Options
from everfair.live.engines.configurations import engine_configuration
from everfair.ops.needs import find_nginx
from tests.live.running_live import wait_until

HOST = "127.0.0.1"


@dataclass
class NginxDoor:
    options: Options
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def server(self) -> str:
        return self.options.live_engine_rtmp


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    with socket.socket(type=kind) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def nginx_options(web: int) -> Options:
    """Return settings of a fair whose encoders come by nginx, its hook at the given port of the web process."""
    return Options(
        port=web,
        live_engine="nginx_rtmp",
        live_engine_url=f"http://{HOST}:{free_port()}",
        live_engine_rtmp=f"rtmp://{HOST}:{free_port()}/live",
    )


@contextmanager
def running_nginx(folder: Path, options: Options, *, configuration: str = "") -> Iterator[NginxDoor]:
    """Run it by the configuration that administrators get, or by another on the same ports."""
    program = find_nginx()
    assert program, "nginx is missing: apt install nginx libnginx-mod-rtmp"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(configuration or engine_configuration(options))
    alone = f"daemon off; master_process off; pid {folder}/nginx.pid;"
    words = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log"), "-g", alone]
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log)
    door = NginxDoor(options, process, folder / "error.log")
    try:
        wait_until(lambda: _listens(door), "nginx does not listen", seconds=10)
        yield door
    finally:
        process.terminate()
        process.wait(10)


def _listens(door: NginxDoor) -> bool:
    if door.process.poll() is not None:
        raise AssertionError(door.log.read_text())
    for address in (door.options.live_engine_rtmp, door.options.live_engine_url):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, urlsplit(str(address)).port or 0)):
                return False
    return True
