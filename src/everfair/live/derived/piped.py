"""One ffmpeg with as many pipes in and out as its work needs."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from everfair.kernel.lifelines import die_with_parent
from everfair.live.ingest.child import ChildGone, keep_words

_MOST_WAITING = 64 * 1024
_LARGEST_BLOCK = 256 * 1024

MakeArguments = Callable[[Sequence[str], Sequence[str]], list[str]]


class Piped:
    """Whoever writes waits until ffmpeg takes what came; whoever has started it reads every output until its end."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path, *, patience: float) -> None:
        self._process = process
        self._patience = patience
        self._inputs: list[asyncio.StreamWriter] = []
        self._reading = asyncio.create_task(keep_words(process, log))
        self.outputs: list[asyncio.StreamReader] = []

    @property
    def pid(self) -> int:
        return self._process.pid

    async def write(self, index: int, data: bytes) -> None:
        """Hand data to an input; `ChildGone` when ffmpeg is gone, or takes nothing for `patience` seconds."""
        pipe = self._inputs[index]
        if self._process.returncode is not None or pipe.is_closing():
            raise ChildGone
        pipe.write(data)
        waiting = pipe.transport.get_write_buffer_size()
        while waiting:
            try:
                async with asyncio.timeout(self._patience):
                    await pipe.drain()
            except TimeoutError:
                before, waiting = waiting, pipe.transport.get_write_buffer_size()
                if waiting >= before:
                    self.kill()
                    raise ChildGone from None
            except ConnectionError:
                raise ChildGone from None
            else:
                return

    async def close(self, index: int) -> None:
        """Tell ffmpeg that this input is over."""
        self._inputs[index].close()
        with contextlib.suppress(ConnectionError):
            await self._inputs[index].wait_closed()

    async def finish(self) -> bool:
        """Close all inputs, let it write what it has, and end; True when it ended in good order."""
        for pipe in self._inputs:
            pipe.close()
        try:
            async with asyncio.timeout(self._patience):
                await self._process.wait()
        except TimeoutError:
            self.kill()
        code = await self._process.wait()
        await self._reading
        return code == 0

    def kill(self) -> None:
        """End it at once; `finish` is to be awaited all the same."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def connect(self, inputs: Sequence[int], outputs: Sequence[int]) -> None:
        """Take over our ends of its pipes."""
        loop = asyncio.get_running_loop()
        for pipe in inputs:
            transport, protocol = await loop.connect_write_pipe(_Flow, os.fdopen(pipe, "wb", buffering=0))
            transport.set_write_buffer_limits(high=_MOST_WAITING)
            self._inputs.append(asyncio.StreamWriter(transport, protocol, None, loop))
        for pipe in outputs:
            reader = asyncio.StreamReader(limit=_LARGEST_BLOCK)
            await loop.connect_read_pipe(_protocol_of(reader), os.fdopen(pipe, "rb", buffering=0))
            self.outputs.append(reader)


async def start_piped(
    make_arguments: MakeArguments,
    *,
    inputs: int,
    outputs: int,
    log: Path,
    niceness: int = 0,
    patience: float = 5.0,
) -> Piped:
    """Start what `make_arguments` says, given the names of its inputs and of its outputs ("pipe:7")."""
    into = [os.pipe() for _ in range(inputs)]
    out = [os.pipe() for _ in range(outputs)]
    theirs = [*(read for read, _ in into), *(write for _, write in out)]
    names = [f"pipe:{number}" for number in theirs]
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent(parent, signal.SIGTERM)
        os.nice(niceness)

    try:
        process = await asyncio.create_subprocess_exec(
            *make_arguments(names[:inputs], names[inputs:]),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=theirs,
            preexec_fn=prepare,
        )
    except BaseException:
        for number in (*(write for _, write in into), *(read for read, _ in out)):
            os.close(number)
        raise
    finally:
        for number in theirs:
            os.close(number)
    piped = Piped(process, log, patience=patience)
    await piped.connect([write for _, write in into], [read for read, _ in out])
    return piped


class _Flow(asyncio.StreamReaderProtocol):
    """What a writer needs to wait for room; nothing is ever read by it."""

    def __init__(self) -> None:
        super().__init__(asyncio.StreamReader())


def _protocol_of(reader: asyncio.StreamReader) -> Callable[[], asyncio.StreamReaderProtocol]:
    return lambda: asyncio.StreamReaderProtocol(reader)
