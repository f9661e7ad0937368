"""The cache in PostgreSQL: one winner, nothing lost, nothing kept for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.db import connection

from everfair.kernel.shared_cache import SharedCache

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.integration

RIVALS = 8


@pytest.fixture
def cache() -> Iterator[SharedCache]:
    found = caches["default"]
    assert isinstance(found, SharedCache)
    yield found
    found.clear()


def age(seconds: int) -> None:
    """Let everything in the cache have been written so much earlier."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE everfair_cache SET expires = expires - make_interval(secs => %s)", [seconds])


@pytest.mark.django_db
def test_what_is_set_is_read_until_it_expires(cache: SharedCache) -> None:
    cache.set("lantern", ["river"], 60)
    kept = cache.get("lantern")

    age(61)

    assert (kept, cache.get("lantern")) == (["river"], None)


@pytest.mark.django_db
def test_entry_without_timeout_stays(cache: SharedCache) -> None:
    cache.set("lantern", "river", None)
    age(365 * 86400)

    assert cache.get("lantern") == "river"


@pytest.mark.django_db
def test_add_leaves_what_is_there_and_takes_the_place_of_what_expired(cache: SharedCache) -> None:
    first = cache.add("lantern", 1, 60)
    second = cache.add("lantern", 2, 60)
    kept = cache.get("lantern")
    age(61)
    third = cache.add("lantern", 3, 60)

    assert (first, second, kept, third, cache.get("lantern")) == (True, False, 1, True, 3)


@pytest.mark.django_db
def test_touch_prolongs_only_what_lives(cache: SharedCache) -> None:
    cache.set("lantern", 1, 60)
    prolonged = cache.touch("lantern", 3600)
    age(61)

    assert (prolonged, cache.get("lantern"), cache.touch("nothing", 60)) == (True, 1, False)


@pytest.mark.django_db
def test_many_entries_push_nothing_out(cache: SharedCache) -> None:
    for number in range(400):
        cache.set(f"key{number:03}", number, 60)

    assert [cache.get(key) for key in ("key000", "key399")] == [0, 399]


@pytest.mark.django_db
def test_sweep_removes_only_what_expired(cache: SharedCache) -> None:
    cache.clear()  # tests that really commit leave entries of their own
    cache.set("old", 1, 10)
    cache.set("new", 2, 60)
    age(30)

    assert cache.sweep() == 1
    assert (cache.get("old"), cache.get("new")) == (None, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("expired_before", [False, True])
def test_add_has_one_winner(cache: SharedCache, expired_before: bool) -> None:  # noqa: FBT001 -- a parameter
    start = Barrier(RIVALS)
    if expired_before:
        cache.set("lock", 0, 1)
        age(10)

    def compete(number: int) -> bool:
        start.wait()
        try:
            return cache.add("lock", number, 60)
        finally:
            connection.close()

    with ThreadPoolExecutor(RIVALS) as pool:
        won = list(pool.map(compete, range(1, RIVALS + 1)))

    assert won.count(True) == 1
    assert cache.get("lock") == won.index(True) + 1
