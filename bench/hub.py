"""The event hub: how late do 2,000 open pages hear what the database notifies.

    python -m bench.hub [--listeners 2000] [--messages 20]

Starts a throwaway PostgreSQL and one web worker; this process notifies and holds the listening sockets.
The delay runs from `pg_notify` to the message read, so it includes reading 2,000 sockets here.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from typing import cast

import click
import psycopg

from bench.serving import serving
from everfair.edge.front import Front, FrontOptions
from everfair.edge.protocol import Receive, Scope, Send
from everfair.kernel.realtime import HUB, channel_token
from everfair.ops.collector import calm_collector
from everfair.ops.postgres import open_cluster
from everfair.ops.processes import start, stop_child

KEY = "bench"
CHANNEL = "negotiation:bench"
SPARE_FILES = 200


def front() -> Front:
    """Return a front that has events and nothing else."""

    async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive, send

    calm_collector()
    nowhere = Path("/nonexistent")
    options = FrontOptions(conninfo=os.environ["BENCH_DATABASE"], key=KEY, static_root=nowhere, media_root=nowhere)
    return Front(nothing, options)


@contextmanager
def database() -> Iterator[str]:
    home = Path(tempfile.mkdtemp(prefix="everfair-bench-"))
    home.chmod(0o711)
    cluster = open_cluster(home)
    cluster.prepare()
    with (home / "postgres.log").open("wb") as log:
        server = start(cluster.command(), log)
    try:
        cluster.wait(server)
        yield cluster.url
    finally:
        stop_child(server, cluster.command().stop)
        shutil.rmtree(home, ignore_errors=True)


class Audience:
    """All open pages together: how late each message was, by the clock that all processes share."""

    def __init__(self, *, listeners: int, messages: int) -> None:
        self.listeners = listeners
        self.messages = messages
        self.delays: list[float] = []
        self.all_open = asyncio.Event()
        self.all_heard = asyncio.Event()
        self._open = 0

    def open_one(self) -> None:
        self._open += 1
        if self._open == self.listeners:
            self.all_open.set()

    def hear(self, delay: float) -> None:
        self.delays.append(delay)
        if len(self.delays) == self.listeners * self.messages:
            self.all_heard.set()


class Page(asyncio.Protocol):
    def __init__(self, request: bytes, audience: Audience) -> None:
        self._request = request
        self._audience = audience
        self._tail = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.WriteTransport", transport).write(self._request)

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        *lines, self._tail = (self._tail + data).split(b"\n")
        for line in lines:
            if line.startswith(b"data: "):
                sent = json.loads(line[6:]).get("sent")
                if sent is not None:  # else the hub speaks of itself
                    self._audience.hear(now - sent)
            elif line.startswith(b"retry: "):
                self._audience.open_one()


async def listen(port: int, url: str, audience: Audience) -> float:
    """Open the pages, publish, and return the seconds that opening took."""
    loop = asyncio.get_running_loop()
    token = channel_token([CHANNEL], key=KEY)
    request = f"GET /events?token={token} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    began = time.monotonic()
    for _ in range(audience.listeners):
        await loop.create_connection(lambda: Page(request, audience), "127.0.0.1", port)
    await asyncio.wait_for(audience.all_open.wait(), 60)
    opened = time.monotonic() - began
    await asyncio.to_thread(publish, url, audience.messages)
    with suppress(TimeoutError):
        await asyncio.wait_for(audience.all_heard.wait(), 10)
    return opened


def publish(url: str, messages: int) -> None:
    """Notify as `kernel.realtime.publish` does, one message every quarter of a second."""
    with psycopg.connect(url, autocommit=True) as connection:
        for number in range(messages):
            time.sleep(0.25)
            data = {"sent": time.monotonic(), "text": "收到新的洽谈消息"}
            message = json.dumps({"i": number + 1, "c": CHANNEL, "k": "said", "d": data}, ensure_ascii=False)
            connection.execute("SELECT pg_notify(%s, %s)", [HUB, message])


def report(audience: Audience, opened: float) -> None:
    delays = audience.delays
    delivered = len(delays) / (audience.listeners * audience.messages)
    last = quantiles(delays, n=100)[98]
    click.echo(f"{audience.listeners} pages opened in {opened:.1f} s, {delivered:.2%} of the messages delivered")
    click.echo(f"delay: median {median(delays) * 1e3:.0f} ms, p99 {last * 1e3:.0f} ms, most {max(delays) * 1e3:.0f} ms")


@click.command()
@click.option("--listeners", default=2000, show_default=True)
@click.option("--messages", default=20, show_default=True)
def main(listeners: int, messages: int) -> None:
    """Measure, print the delays."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < listeners + SPARE_FILES:
        raise SystemExit(f"{listeners} listeners need as many open files; this system allows {hard}.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (listeners + SPARE_FILES, hard))
    audience = Audience(listeners=listeners, messages=messages)
    with database() as url, serving("bench.hub:front", BENCH_DATABASE=url) as served:
        before = served.memory_mb()
        report(audience, asyncio.run(listen(served.port, url, audience)))
        click.echo(f"memory of the worker: {(served.memory_mb() - before) * 1024 / listeners:.0f} kB for each page")


if __name__ == "__main__":
    main()
