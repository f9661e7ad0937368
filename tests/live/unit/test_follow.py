"""Following a take by its index."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from everfair.live.composer.segments import INDEX
from everfair.live.derived.follow import Follower
from everfair.live.places import VIDEO
from tests.live.fragmented import Coming, coming_take, segment

pytestmark = pytest.mark.unit


@pytest.fixture
def take(tmp_path: Path) -> Coming:
    return coming_take(tmp_path)


def numbers(follower: Follower) -> list[int]:
    return [found.number for found in follower.news()]


def test_follower_begins_with_the_newest_and_goes_on_in_order(take: Coming) -> None:
    follower = Follower(take.folder, VIDEO, most=2)
    before = numbers(follower)
    take.come(4)

    first, nothing = numbers(follower), numbers(follower)
    take.come(2)

    assert (before, first, nothing, numbers(follower)) == ([], [2, 3], [], [4, 5])
    assert follower.read(segment(5)) == (take.source / "5.m4s").read_bytes()
    assert follower.init() == (take.source / "init.mp4").read_bytes()


def test_half_a_line_waits_for_its_other_half(take: Coming) -> None:
    follower = Follower(take.folder, VIDEO)
    line = segment(0).line()
    index = take.track / INDEX
    index.write_text(line[:10])

    before = numbers(follower)
    index.write_text(line)

    assert (before, numbers(follower)) == ([], [0])


def test_follower_ends_after_all_of_an_ended_take_was_read(take: Coming) -> None:
    take.come(2)
    take.end()

    async def follow() -> list[int]:
        return [found.number async for batch in Follower(take.folder, VIDEO).follow() for found in batch]

    assert asyncio.run(asyncio.wait_for(follow(), 5)) == [0, 1]
