"""One ffmpeg for one take: it lives as long as its pipe, and never longer than this process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from pathlib import Path

from everfair.kernel.lifelines import die_with_parent
from everfair.live.ingest.ffmpeg import Source, arguments

LOG = "ffmpeg.log"
_LARGEST_LOG = 64 * 1024
_MOST_WAITING = 512 * 1024
_BLOCK = 4096


class ChildGone(Exception):
    """ffmpeg ended, or hung and was killed; what it wrote stays."""


class Child:
    """`write` never waits longer than `patience` seconds, and never holds more than half a megabyte for it.

    What comes in one turn of the event loop goes to ffmpeg together: waking it for every frame would cost more than
    all that the two do with it.
    """

    def __init__(self, process: asyncio.subprocess.Process, log: Path, patience: float) -> None:
        self._process = process
        self._patience = patience
        self._gathered: list[bytes] = []
        self._reading = asyncio.create_task(keep_words(process, log))

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def _pipe(self) -> asyncio.StreamWriter:
        if self._process.stdin is None or self._process.returncode is not None or self._process.stdin.is_closing():
            raise ChildGone
        return self._process.stdin

    async def write(self, data: bytes) -> None:
        """Hand over what came; `ChildGone` when there is nobody to take it."""
        pipe = self._pipe
        if not self._gathered:
            asyncio.get_running_loop().call_soon(self._pass_on)
        self._gathered.append(data)
        if pipe.transport.get_write_buffer_size() + sum(map(len, self._gathered)) < _MOST_WAITING:
            return
        self._pass_on()
        try:
            async with asyncio.timeout(self._patience):
                await pipe.drain()
        except TimeoutError:
            self._kill()
            raise ChildGone from None
        except ConnectionError:
            raise ChildGone from None

    async def finish(self) -> bool:
        """Let it write what it has, and end; True when it ended in good order."""
        if self._process.stdin is not None:
            self._pass_on()
            self._process.stdin.close()
        try:
            async with asyncio.timeout(self._patience):
                await self._process.wait()
        except TimeoutError:
            self._kill()
        code = await self._process.wait()
        await self._reading
        return code == 0

    def _pass_on(self) -> None:
        data, self._gathered = b"".join(self._gathered), []
        if data:
            with contextlib.suppress(ChildGone):
                self._pipe.write(data)

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()


async def start_child(source: Source, folder: Path, *, patience: float = 5.0) -> Child:
    """Start ffmpeg on the folder of a take, which is made."""
    for track in source.tracks:
        (folder / track).mkdir(parents=True, exist_ok=True)
    parent = os.getpid()
    process = await asyncio.create_subprocess_exec(
        *arguments(source, folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=lambda: die_with_parent(parent, signal.SIGTERM),
    )
    if process.stdin is not None:
        process.stdin.transport.set_write_buffer_limits(high=_MOST_WAITING // 2)
    return Child(process, folder / LOG, patience)


async def keep_words(process: asyncio.subprocess.Process, log: Path) -> None:
    """Keep the first words in the take's folder; read on, or ffmpeg would wait for us."""
    kept = 0
    while process.stderr is not None and (words := await process.stderr.read(_BLOCK)):
        if kept < _LARGEST_LOG:
            kept += len(words)
            with contextlib.suppress(OSError), log.open("ab") as file:
                file.write(words)
