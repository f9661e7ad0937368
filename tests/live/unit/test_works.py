"""What is derived from open takes: begun, ended with them, tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import pytest

from everfair.live.derived.works import Derivations, MakeWork, WorkKey
from everfair.live.models import Take

pytestmark = pytest.mark.unit

KEY = WorkKey("stream", "take", "rungs")
OTHER = WorkKey("stream", "take", "sound")


@dataclass
class Wishes:
    """A deriver that wants what it is told; its works write down what becomes of them."""

    keys: list[WorkKey] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    ending: asyncio.Event = field(default_factory=asyncio.Event)
    fails: bool = False
    is_broken: bool = False

    def wanted(self, takes: Sequence[Take]) -> Mapping[WorkKey, MakeWork]:
        del takes
        if self.is_broken:
            raise LookupError
        return {key: lambda: self for key in self.keys}

    async def run(self) -> None:
        self.happened.append("begun")
        try:
            await self.ending.wait()
            if self.fails:
                raise OSError
        except asyncio.CancelledError:
            self.happened.append("cancelled")
            raise
        self.happened.append("ended")


@dataclass
class Settled:
    takes: list[tuple[str, str]] = field(default_factory=list)

    def settle(self, stream: str, take: str) -> Future[None]:
        self.takes.append((stream, take))
        return Future()


@dataclass
class Setting:
    open: list[str] = field(default_factory=lambda: ["take"])
    wishes: Wishes = field(default_factory=lambda: Wishes([KEY]))
    settled: Settled = field(default_factory=Settled)

    def __post_init__(self) -> None:
        takes = self._takes
        self.derivations = Derivations(self.settled, [self.wishes], takes)

    def _takes(self) -> list[Take]:
        return [Take(public_id=public_id) for public_id in self.open]

    async def look(self, times: int = 1) -> None:
        for _ in range(times):
            await self.derivations.look()
            await asyncio.sleep(0)
            await asyncio.sleep(0)


def test_work_runs_once_and_settles_its_take() -> None:
    async def scenario() -> Setting:
        setting = Setting()
        await setting.look(2)
        setting.wishes.ending.set()
        await setting.look(3)
        return setting

    setting = asyncio.run(scenario())

    assert setting.wishes.happened == ["begun", "ended"]
    assert setting.settled.takes == [("stream", "take")]


def test_last_work_of_a_take_settles_it() -> None:
    async def scenario() -> Setting:
        setting = Setting(wishes=Wishes([KEY, OTHER]))
        await setting.look()
        setting.wishes.keys.remove(KEY)
        await setting.look(2)
        assert setting.settled.takes == []
        setting.wishes.ending.set()
        await setting.look(2)
        return setting

    setting = asyncio.run(scenario())

    assert setting.wishes.happened == ["begun", "begun", "cancelled", "ended"]
    assert setting.settled.takes == [("stream", "take")]


def test_work_of_an_ended_take_may_read_the_rest() -> None:
    async def scenario() -> Setting:
        setting = Setting()
        await setting.look()
        setting.open.clear()
        setting.wishes.keys.clear()
        await setting.look(3)
        setting.wishes.ending.set()
        await setting.look(2)
        return setting

    assert asyncio.run(scenario()).wishes.happened == ["begun", "ended"]


def test_work_that_failed_begins_again_after_a_while() -> None:
    async def scenario() -> Setting:
        setting = Setting(wishes=Wishes([KEY], fails=True))
        setting.wishes.ending.set()
        await setting.look(3)
        assert setting.wishes.happened == ["begun"]
        await asyncio.sleep(1.0)
        await setting.look(2)
        return setting

    assert asyncio.run(scenario()).wishes.happened == ["begun", "begun"]


def test_deriver_that_is_broken_leaves_works_as_they_are() -> None:
    async def scenario() -> Setting:
        setting = Setting()
        await setting.look()
        setting.wishes.is_broken = True
        await setting.look(2)
        assert setting.wishes.happened == ["begun"]
        setting.wishes.ending.set()
        await setting.derivations.stop()
        return setting

    setting = asyncio.run(scenario())

    assert setting.wishes.happened == ["begun", "ended"]
    assert setting.settled.takes == [("stream", "take")]
