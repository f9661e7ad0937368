"""A program with pipes of its own, and one that does not take what it is given."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from everfair.live.derived.piped import Piped, start_piped
from everfair.live.ingest.child import ChildGone

pytestmark = pytest.mark.unit

LARGE = b"x" * 300_000


def start(folder: Path, script: str, **options: float) -> asyncio.Future[Piped]:
    """Run a script of the shell; $1 and $2 are its inputs, $3 and $4 its outputs."""

    def words(inputs: Sequence[str], outputs: Sequence[str]) -> list[str]:
        numbers = [name.removeprefix("pipe:") for name in (*inputs, *outputs)]
        return ["bash", "-c", script, "bash", *numbers]

    started = start_piped(words, inputs=2, outputs=2, log=folder / "log", patience=options.get("patience", 5.0))
    return asyncio.ensure_future(started)


async def write_on(piped: Piped) -> None:
    while True:
        await piped.write(0, LARGE)


def test_each_pipe_goes_its_own_way(tmp_path: Path) -> None:
    async def scenario() -> tuple[bytes, bytes, bool]:
        piped = await start(tmp_path, "echo words >&2; cat <&$1 >&$3 & cat <&$2 >&$4; wait")
        reading = asyncio.gather(*(output.read(-1) for output in piped.outputs))
        await piped.write(0, LARGE)
        await piped.close(0)
        await piped.write(1, b"second")
        is_good = await piped.finish()
        return *(await reading), is_good

    first, second, is_good = asyncio.run(scenario())

    assert (first == LARGE, second, is_good) == (True, b"second", True)
    assert (tmp_path / "log").read_text() == "words\n"


def test_program_that_ends_is_gone(tmp_path: Path) -> None:
    async def scenario() -> bool:
        piped = await start(tmp_path, "exit 3")
        with pytest.raises(ChildGone):
            await write_on(piped)
        return await piped.finish()

    assert asyncio.run(scenario()) is False


def test_program_that_takes_nothing_is_ended(tmp_path: Path) -> None:
    async def scenario() -> bool:
        piped = await start(tmp_path, "exec sleep 60", patience=0.2)
        with pytest.raises(ChildGone):
            await piped.write(0, LARGE)
        return await piped.finish()

    assert asyncio.run(asyncio.wait_for(scenario(), 10)) is False


def test_program_that_is_missing_leaves_no_pipe_open(tmp_path: Path) -> None:
    def count() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    async def scenario() -> tuple[int, int]:
        before = count()
        with pytest.raises(FileNotFoundError):
            await start_piped(lambda *_: ["/no/such/program"], inputs=1, outputs=2, log=tmp_path / "log")
        return before, count()

    before, after = asyncio.run(scenario())

    assert after <= before + 1  # the loop may have opened one of its own
