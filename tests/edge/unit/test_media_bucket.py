"""What the edge asks of a bucket, and what it does not."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from everfair.edge import media_bucket
from everfair.edge.media import Media
from everfair.kernel.objects import Bucket, BucketPlace, Part
from tests.edge.asking import in_loop
from tests.edge.media_house import KEY, TAKE, MediaHouse, make_house, token_of

pytestmark = pytest.mark.unit

FOLDER = f"takes/{TAKE}/video"
STORED = f"{FOLDER}/7.m4s"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for the bucket; return what it was asked for."""
    names = list[str]()

    async def fetch(bucket: Bucket, name: str, first: int, end: int) -> Part:
        del bucket
        names.append(name)
        await asyncio.sleep(0.05)
        return Part(bytes(end - first), "1")

    monkeypatch.setattr(Bucket, "fetch", fetch)
    return names


@pytest.fixture
def house(tmp_path: Path) -> MediaHouse:
    made = make_house(tmp_path)
    made.write(f"{FOLDER}/stored.txt", "7.m4s 40\n8.m4s 50\n")
    return MediaHouse(tmp_path, Media(tmp_path, key=KEY, limit=2**23, bucket=BucketPlace("fair")))


@in_loop
async def test_many_viewers_of_a_segment_cost_one_request(house: MediaHouse, asked: list[str]) -> None:
    answers = await asyncio.gather(*(house.get(STORED) for _ in range(20)))

    assert {(answered.status, answered.body) for answered in answers} == {(200, bytes(40))}
    assert len(asked) == 1


@pytest.mark.parametrize("name", [f"{FOLDER}/9.m4s", f"takes/{TAKE}/audio/7.m4s", f"{FOLDER}/0.m4s"])
@in_loop
async def test_bucket_is_asked_for_nothing_that_it_has_not(house: MediaHouse, asked: list[str], name: str) -> None:
    answered = await house.get(name)

    assert (answered.status, asked) == (200 if name.endswith("0.m4s") else 404, [])


@in_loop
async def test_bucket_is_asked_for_nothing_that_is_closed(house: MediaHouse, asked: list[str]) -> None:
    house.admit("invited")

    stranger = await house.get(STORED)
    invited = await house.get(STORED, token_of(), cookie="value-of_the.cookie")

    assert (stranger.status, invited.status, len(asked)) == (403, 200, 1)


@in_loop
async def test_note_of_a_very_long_take_is_read_each_time(
    house: MediaHouse, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_bucket, "_NOTES_IN_MEMORY", 64)
    media = Media(house.root, key=KEY, limit=2**23, bucket=BucketPlace("fair"))

    answered = await MediaHouse(house.root, media).get(STORED)

    assert (answered.status, len(asked)) == (200, 1)


@in_loop
async def test_who_would_wait_behind_too_many_is_sent_away(
    house: MediaHouse, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_bucket, "_MOST_WAITING", 1)

    first, second = await asyncio.gather(house.get(STORED), house.get(f"{FOLDER}/8.m4s"))

    assert (first.status, second.status, len(asked)) == (200, 503, 1)
