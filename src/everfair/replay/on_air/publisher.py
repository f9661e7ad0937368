"""Sends the demo fair's shows to its own ingest, as an encoder outside would; what breaks begins again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import close_old_connections

from everfair.kernel.lifelines import die_with_parent
from everfair.live.public import port_of_encoders
from everfair.replay.on_air.desk import Ticket, is_good, take_ticket, tidy
from everfair.replay.on_air.encode import arguments, environment
from everfair.replay.on_air.pictures import folder_of
from everfair.replay.on_air.shows import Show, demo_shows

LONGEST_TAKE = 1800.0
LOOK_EVERY = 10.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 120.0
# Who listens on all addresses is called on its own.
_LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}  # noqa: S104 -- read, not listened on

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

_logger = logging.getLogger(__name__)


class Airing:
    """`address` returns where encoders send to, without the key, None while nobody listens; `home` is the fair's."""

    def __init__(self, address: Callable[[], str | None], *, ffmpeg: str, home: Path) -> None:
        self._address = address
        self._ffmpeg = ffmpeg
        self._folder = folder_of(home)
        self._painting = asyncio.Lock()

    async def run(self) -> None:
        """Keep all shows on air until cancelled."""
        async with asyncio.TaskGroup() as group:
            for show in demo_shows():
                group.create_task(self._keep_on_air(show))

    async def _keep_on_air(self, show: Show) -> None:
        """Send take after take; after one that was short, or when there was none to send, wait longer each time."""
        pause = SHORTEST_PAUSE
        while True:
            began = time.monotonic()
            try:
                await self._send(show)
            except Exception:
                _logger.exception("The show of %s could not be sent", show.organisation)
            was_long = time.monotonic() - began > LONGEST_PAUSE
            pause = SHORTEST_PAUSE if was_long else min(2 * pause, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _send(self, show: Show) -> None:
        """Send one take, if there is something to send, and somebody who takes it."""
        address = self._address()
        if address is None:
            return
        ticket = await _ask(take_ticket, show)
        if ticket is None:
            return
        await self._paint()
        process = await self._start(show, ticket, address)
        try:
            await _until_over(process, ticket)
        finally:
            await _stop(process)
        await _ask(tidy, ticket)

    async def _start(self, show: Show, ticket: Ticket, address: str) -> Process:
        parent = os.getpid()
        return await asyncio.create_subprocess_exec(
            *arguments(self._ffmpeg, show, f"{address}/{ticket.secret}"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,  # it would name the key
            cwd=self._folder,
            env=environment(ticket.now),
            preexec_fn=lambda: die_with_parent(parent, signal.SIGTERM),
        )

    async def _paint(self) -> None:
        """Make the files of the shows, once for both."""
        async with self._painting:
            if not self._folder.is_dir():
                command = (sys.executable, "-m", "everfair.replay.on_air.paint", str(self._folder), self._ffmpeg)
                painting = await asyncio.create_subprocess_exec(*command)
                if await painting.wait():
                    raise ChildProcessError(self._folder)


def ingest_address() -> str | None:
    """Return the address of this machine's own ingest."""
    port = port_of_encoders(settings.LIVE_ROOT)
    host = settings.OPTIONS.host
    return None if port is None else f"rtmp://{_LOOPBACK.get(host, host)}:{port}/live"


async def _until_over(process: Process, ticket: Ticket) -> None:
    """Wait until it ends by itself, has sent for long enough, or its key counts no more."""
    end = time.monotonic() + LONGEST_TAKE
    while time.monotonic() < end:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), LOOK_EVERY)
            return
        if not await _ask(is_good, ticket):
            return


async def _stop(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    await process.wait()


async def _ask(act: Callable[[Asked], Answer], about: Asked) -> Answer:
    """Ask the database in a thread, and give its connection back."""

    def run() -> Answer:
        try:
            return act(about)
        finally:
            close_old_connections()

    return await asyncio.to_thread(run)
