"""Many readers of one page, and purges that come in the middle."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everfair.edge.page_cache import PageCache
from everfair.edge.page_store import PageStore
from tests.edge.asking import Answered, ask, in_loop, settle
from tests.edge.standing_in import Pages

pytestmark = pytest.mark.unit


def held_back() -> tuple[Pages, PageCache]:
    pages = Pages()
    pages.may_start.clear()
    cache = PageCache(pages, PageStore(2**20))
    cache.resume()
    return pages, cache


@in_loop
async def test_hundred_readers_of_a_cold_page_share_one_render() -> None:
    pages, cache = held_back()
    asked = [asyncio.create_task(ask(cache)) for _ in range(100)]
    await settle()

    pages.may_start.set()
    answers = await asyncio.gather(*asked)

    assert pages.renders == 1
    assert {answered.body for answered in answers} == {answers[0].body}


@in_loop
async def test_readers_of_a_private_page_do_not_wait_for_its_end() -> None:
    pages = Pages([("content-type", "text/html")])
    pages.may_finish.clear()
    cache = PageCache(pages, PageStore(2**20))
    cache.resume()
    asked = [asyncio.create_task(ask(cache)) for _ in range(3)]
    await settle()

    assert pages.renders == 3

    pages.may_finish.set()
    assert len({answered.body for answered in await asyncio.gather(*asked)}) == 3


@in_loop
async def test_readers_of_a_page_known_as_private_do_not_wait_at_all() -> None:
    pages, cache = held_back()
    pages.may_start.set()
    pages.headers = []
    await ask(cache)
    pages.may_start.clear()

    asked = [asyncio.create_task(ask(cache)) for _ in range(3)]
    await settle()

    assert pages.renders == 4
    pages.may_start.set()
    await asyncio.gather(*asked)


@in_loop
async def test_path_that_became_public_is_shared_again() -> None:
    pages, cache = held_back()
    pages.may_start.set()
    public = pages.headers
    pages.headers = []
    await ask(cache)
    pages.headers = public
    cache.purge("*")
    await ask(cache)
    cache.purge("*")
    pages.may_start.clear()

    asked = [asyncio.create_task(ask(cache)) for _ in range(5)]
    await settle()
    pages.may_start.set()
    await asyncio.gather(*asked)

    assert pages.renders == 3


@in_loop
async def test_first_reader_may_leave() -> None:
    pages, cache = held_back()
    first = asyncio.create_task(ask(cache))
    await settle()
    second = asyncio.create_task(ask(cache))
    await settle()

    first.cancel()
    await settle()
    pages.may_start.set()
    answered = await second

    assert (answered.status, pages.renders) == (200, 1)


@in_loop
async def test_waiting_reader_may_leave() -> None:
    pages, cache = held_back()
    asked = [asyncio.create_task(ask(cache)) for _ in range(3)]
    await settle()

    asked[1].cancel()
    await settle()
    pages.may_start.set()
    answers = await asyncio.gather(asked[0], asked[2])

    assert ([answered.status for answered in answers], pages.renders) == ([200, 200], 1)


@in_loop
async def test_head_waits_for_a_render_but_starts_none_to_keep() -> None:
    pages, cache = held_back()
    page = asyncio.create_task(ask(cache))
    await settle()
    head = asyncio.create_task(ask(cache, method="HEAD"))
    await settle()

    pages.may_start.set()

    assert (await head).headers == (await page).headers
    assert pages.renders == 1


@pytest.mark.parametrize(("tags", "renders"), [("booth:7", 2), ("other fair", 2), ("*", 2), ("other", 1), ("", 1)])
@in_loop
async def test_purge_forgets_pages_by_tag(tags: str, renders: int) -> None:
    pages, cache = held_back()
    pages.may_start.set()
    await ask(cache)

    cache.purge(tags)
    await ask(cache)

    assert pages.renders == renders


@in_loop
async def test_purge_during_a_render_is_not_lost() -> None:
    pages, cache = held_back()
    before = asyncio.create_task(ask(cache))
    await settle()

    cache.purge("booth:7")
    after = asyncio.create_task(ask(cache))
    await settle()
    pages.may_start.set()
    answers = await asyncio.gather(before, after)
    kept = await ask(cache)

    assert pages.renders == 2
    assert [answered.body[:11] for answered in (*answers, kept)] == [b"rendering 1", b"rendering 2", b"rendering 2"]


@in_loop
async def test_purge_reaches_a_render_that_newer_readers_have_left_behind() -> None:
    pages, cache = held_back()
    first = asyncio.create_task(ask(cache))
    await settle()
    cache.purge("unrelated")
    second = asyncio.create_task(ask(cache))
    await settle()

    cache.purge("booth:7")
    pages.may_start.set()
    await asyncio.gather(first, second)
    await ask(cache)

    assert pages.renders == 3


@in_loop
async def test_nothing_new_is_kept_while_purges_cannot_be_heard() -> None:
    pages, cache = held_back()
    pages.may_start.set()
    await ask(cache, "/kept")
    cache.suspend()

    for path in ("/kept", "/new", "/new"):
        await ask(cache, path)
    assert pages.renders == 3

    cache.resume()
    await ask(cache, "/kept")
    assert pages.renders == 4


@in_loop
async def test_render_across_a_lost_connection_is_not_kept() -> None:
    pages, cache = held_back()
    asked = asyncio.create_task(ask(cache))
    await settle()
    cache.suspend()
    cache.resume()

    pages.may_start.set()
    await asked
    await ask(cache)

    assert pages.renders == 2


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(["change", "ask", "finish", "reconnect"]), max_size=14))
def test_no_reader_ever_sees_rows_older_than_the_last_purge_before_asking(steps: list[str]) -> None:
    asyncio.run(_follow(steps))


async def _follow(steps: list[str]) -> None:
    """A page shows the version of its row when rendering began; each change is followed by its purge."""
    version = 0
    pages, cache = held_back()
    asked: list[tuple[int, asyncio.Task[Answered]]] = []
    for step in steps:
        if step == "change":
            version += 1
            cache.purge("booth:7")
        elif step == "ask":
            pages.body = f"version {version}"
            asked.append((version, asyncio.create_task(ask(cache))))
        elif step == "reconnect":
            cache.suspend()
            cache.resume()
        else:
            pages.may_start.set()
        await settle()
        if step == "finish":
            pages.may_start.clear()
    pages.may_start.set()
    for oldest, task in asked:
        seen = int((await task).body.split()[1])
        assert seen >= oldest
