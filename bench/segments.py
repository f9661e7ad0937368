"""Live media against nginx on the same files: what the edge costs.

    python -m bench.segments [--rounds 5] [--seconds 2]

Needs nginx and wrk (`apt-get install nginx wrk`). Both servers run on this machine, each with one worker; wrk keeps 32
connections busy. Rounds alternate, so that a busy neighbour hits both: the ratios count, not the rates. The ratio by
processor time is the steadier one where other programs run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import click

from bench.serving import Serving, free_port, serving
from everfair.edge.front import Front, FrontOptions
from everfair.edge.protocol import Receive, Scope, Send

STREAM, TAKE = "k7m2p9x4w8hd", "t3t3t3t3t3t3"
SEGMENTS = f"/live/{STREAM}/open/takes/{TAKE}"
# One second of 720p at 2.5 Mb/s, one second of 360p, one of sound; a live playlist of eight segments.
TARGETS = {
    "segment of 330 kB": (f"{SEGMENTS}/video/1.m4s", 330_000),
    "segment of 80 kB": (f"{SEGMENTS}/video-360/1.m4s", 80_000),
    "segment of 16 kB": (f"{SEGMENTS}/audio/1.m4s", 16_000),
    "playlist of 1 kB": (f"/live/{STREAM}/open/video.m3u8", 1_000),
}
_NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr crit; {user}
events {{ worker_connections 1024; }}
http {{
  sendfile on; tcp_nopush on; keepalive_requests 1000000; access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  types {{ application/vnd.apple.mpegurl m3u8; video/mp4 m4s mp4; }}
  server {{
    listen 127.0.0.1:{port};
    location /live/{stream}/open/takes/ {{ alias {folder}/{stream}/takes/; }}
    location /live/{stream}/open/ {{ alias {folder}/{stream}/public/; }}
  }}
}}
"""


def front() -> Front:
    """Return the front over the folder of media; no database is near."""

    async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive, send

    folder = Path(os.environ["BENCH_MEDIA"])
    return Front(
        nothing, FrontOptions(conninfo=f"host={folder}", key="bench", static_root=folder / "none", media_root=folder)
    )


def write_media(folder: Path) -> None:
    """Write a public stream with the files of all targets; nginx's worker must be able to read them."""
    folder.chmod(0o755)
    stream = folder / STREAM
    for target, length in TARGETS.values():
        name = target.removeprefix(f"/live/{STREAM}/open/")
        path = stream / name if name.startswith("takes/") else stream / "public" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(length))
    (stream / "access.json").write_text(json.dumps({"audience": "public", "version": 1}))


@contextmanager
def nginx(folder: Path) -> Iterator[Serving]:
    """Serve the same files by nginx, for as long as the block lasts."""
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(_NGINX.format(folder=folder, port=port, stream=STREAM, user=user))
    process = subprocess.Popen([program("nginx"), "-c", str(config), "-p", str(folder)])
    try:
        time.sleep(0.5)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield Serving(port, int(children[0]))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        raise SystemExit(f"{name} is missing: apt-get install nginx wrk, then run this again.")
    return found


def measure(served: Serving, target: str, *, seconds: int) -> tuple[float, float]:
    """Return answers a second and the server's processor time for each answer, in microseconds."""
    before = served.cpu_seconds()
    command = [program("wrk"), "-t1", "-c32", f"-d{seconds}s", f"http://127.0.0.1:{served.port}{target}"]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    spent = served.cpu_seconds() - before
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(said)
    answers = int(_number(r"(\d+) requests in", said))
    return _number(r"Requests/sec:\s+([\d.]+)", said), spent / answers * 1e6


def _number(pattern: str, said: str) -> float:
    found = re.search(pattern, said)
    if found is None:
        raise SystemExit(said)
    return float(found[1])


def compare(name: str, other: Serving, ours: Serving, *, rounds: int, seconds: int) -> None:
    target = TARGETS[name][0]
    rates: list[float] = []
    costs: list[float] = []
    for _ in range(rounds):
        theirs_rate, theirs_cpu = measure(other, target, seconds=seconds)
        rate, cpu = measure(ours, target, seconds=seconds)
        rates.append(rate / theirs_rate)
        costs.append(theirs_cpu / cpu)
        click.echo(
            f"{name}: nginx {theirs_rate:7,.0f}/s {theirs_cpu:6.1f} us, edge {rate:7,.0f}/s {cpu:6.1f} us,"
            f" ratio {rates[-1]:.2f} by rate, {costs[-1]:.2f} by processor time"
        )
    click.echo(f"{name}: median ratio {median(rates):.2f} by rate, {median(costs):.2f} by processor time")


@click.command()
@click.option("--rounds", default=5, show_default=True)
@click.option("--seconds", default=2, show_default=True, help="Whole ones: wrk takes no others.")
@click.option("--only", default="", help="Measure only the targets whose name contains this.")
def main(rounds: int, seconds: int, only: str) -> None:
    """Measure segments and playlists, print the ratios; aim: at least 0.70 for segments."""
    program("nginx"), program("wrk")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_media(folder)
        with nginx(folder) as other, serving("bench.segments:front", BENCH_MEDIA=name) as ours:
            for target in TARGETS:
                if only in target:
                    compare(target, other, ours, rounds=rounds, seconds=seconds)


if __name__ == "__main__":
    main()
