from __future__ import annotations

import asyncio
import gzip

import brotli
import pytest
import zstandard

from everfair.edge.page_cache import PageCache
from everfair.edge.page_store import PageStore
from everfair.edge.protocol import App
from tests.edge.asking import ask, in_loop, settle
from tests.edge.standing_in import PUBLIC, Pages

pytestmark = pytest.mark.unit

MEGABYTE = 2**20


def caching(app: App, *, limit: int = MEGABYTE) -> PageCache:
    cache = PageCache(app, PageStore(limit))
    cache.resume()
    return cache


@in_loop
async def test_public_page_is_rendered_once() -> None:
    pages = Pages()
    cache = caching(pages)

    first = await ask(cache, "/2020/")
    second = await ask(cache, "/2020/")

    assert (first.status, second.status, pages.renders) == (200, 200, 1)
    assert first.body == second.body
    assert first.headers == second.headers


@in_loop
async def test_public_page_carries_the_headers_of_a_shared_answer() -> None:
    answered = await ask(caching(Pages()), "/2020/")

    assert answered.headers == {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "public, max-age=0, must-revalidate",
        "vary": "Accept-Encoding, Accept-Language, Cookie, HX-Request",
        "etag": answered.headers["etag"],
        "content-length": str(len(answered.body)),
    }


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("zstd", "zstd"), ("br;q=0, gzip", "gzip")],
)
@in_loop
async def test_page_is_compressed_as_the_reader_takes_it(accepted: str, encoding: str) -> None:
    pages = Pages(body="永不落幕的展会 " * 200)
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "zstd": zstandard.decompress}[encoding]

    answered = await ask(caching(pages), headers=[("accept-encoding", accepted)])

    assert answered.headers["content-encoding"] == encoding
    assert int(answered.headers["content-length"]) == len(answered.body) < 300
    assert decode(answered.body).decode() == pages.body


@in_loop
async def test_large_page_is_compressed_once_for_all_who_wait() -> None:
    cache = caching(Pages(body="".join(f"{number} " for number in range(30_000))), limit=4 * MEGABYTE)
    await ask(cache)

    answers = await asyncio.gather(*(ask(cache, headers=[("accept-encoding", "br")]) for _ in range(8)))

    assert len({answered.body for answered in answers}) == 1
    assert brotli.decompress(answers[0].body).endswith(b"29999 ")


@in_loop
async def test_reader_who_leaves_while_a_page_is_compressed_spoils_nothing() -> None:
    cache = caching(Pages(body="".join(f"{number} " for number in range(30_000))), limit=4 * MEGABYTE)
    await ask(cache)
    asked = [asyncio.create_task(ask(cache, headers=[("accept-encoding", "br")])) for _ in range(2)]
    await settle()

    asked[0].cancel()

    assert brotli.decompress((await asked[1]).body).endswith(b"29999 ")


@in_loop
async def test_known_etag_gets_304_without_a_body() -> None:
    cache = caching(Pages())
    known = (await ask(cache, headers=[("accept-encoding", "br")])).headers["etag"]

    for asked in (known, f"W/{known}", f'"other", {known}', "*"):
        answered = await ask(cache, headers=[("accept-encoding", "br"), ("if-none-match", asked)])

        assert (answered.status, answered.body, answered.headers["etag"]) == (304, b"", known)
        assert answered.headers["vary"] == "Accept-Encoding, Accept-Language, Cookie, HX-Request"


@in_loop
async def test_etag_of_another_encoding_gets_the_page() -> None:
    cache = caching(Pages())
    known = (await ask(cache, headers=[("accept-encoding", "br")])).headers["etag"]

    answered = await ask(cache, headers=[("accept-encoding", "gzip"), ("if-none-match", known)])

    assert answered.status == 200
    assert answered.headers["etag"] != known


@in_loop
async def test_head_gets_the_headers_of_the_kept_page() -> None:
    pages = Pages()
    cache = caching(pages)
    page = await ask(cache)

    answered = await ask(cache, method="HEAD")

    assert (answered.status, answered.body, answered.headers) == (200, b"", page.headers)
    assert pages.renders == 1


@in_loop
async def test_page_is_kept_for_its_time_only() -> None:
    now = [1000.0]
    pages = Pages()
    cache = PageCache(pages, PageStore(MEGABYTE, clock=lambda: now[0]))
    cache.resume()
    await ask(cache)
    now[0] += 299
    await ask(cache)
    assert pages.renders == 1

    now[0] += 1
    await ask(cache)

    assert pages.renders == 2


@pytest.mark.parametrize(
    "headers",
    [
        [("content-type", "text/html")],
        [*PUBLIC, ("set-cookie", "everfair_session=1")],
        [("everfair-cache", "ttl=300; tags=a"), ("cache-control", "private")],
        [("everfair-cache", "ttl=300; tags=a"), ("cache-control", "no-store")],
        [*PUBLIC, ("vary", "Accept-Language, HX-Target")],
        [*PUBLIC, ("content-language", "en")],
        [*PUBLIC, ("content-encoding", "gzip")],
        [("everfair-cache", "ttl=0; tags=a")],
        [("everfair-cache", "ttl=soon; tags=a")],
    ],
)
@in_loop
async def test_answer_that_is_not_for_everyone_is_not_kept(headers: list[tuple[str, str]]) -> None:
    pages = Pages(headers)
    cache = caching(pages)

    answers = [await ask(cache, headers=[("accept-language", "zh")]) for _ in range(2)]

    assert pages.renders == 2
    assert answers[0].body != answers[1].body
    assert [name for name in answers[0].headers if name == "everfair-cache"] == []


@pytest.mark.parametrize("status", [201, 302, 404, 500])
@in_loop
async def test_only_a_whole_page_is_kept(status: int) -> None:
    pages = Pages(status=status)
    cache = caching(pages)

    answers = [await ask(cache) for _ in range(2)]

    assert [answered.status for answered in answers] == [status, status]
    assert pages.renders == 2


@in_loop
async def test_too_large_page_streams_and_is_not_kept() -> None:
    pages = Pages(body="x" * 200_000)
    cache = caching(pages)

    answers = [await ask(cache, headers=[("accept-encoding", "br")]) for _ in range(2)]

    assert pages.renders == 2
    assert [len(answered.body) for answered in answers] == [200_000, 200_000]
    assert "everfair-cache" not in answers[0].headers


@in_loop
async def test_memory_is_bounded_by_forgetting_the_oldest() -> None:
    pages = Pages(body="x" * 30_000)
    store = PageStore(MEGABYTE)
    cache = PageCache(pages, store)
    cache.resume()

    for number in range(60):
        await ask(cache, f"/{number}")

    assert store.size <= MEGABYTE
    assert len(store) == 32
    await ask(cache, "/59")
    assert pages.renders == 60
    await ask(cache, "/0")
    assert pages.renders == 61


@in_loop
async def test_compressed_forms_count_for_the_memory() -> None:
    store = PageStore(MEGABYTE)
    cache = PageCache(Pages(), store)
    cache.resume()
    await ask(cache)
    plain = store.size

    answered = await ask(cache, headers=[("accept-encoding", "gzip")])

    assert store.size == plain + len(answered.body)


@in_loop
async def test_signed_request_of_the_api_passes_by() -> None:
    pages = Pages()
    cache = caching(pages)
    await ask(cache)

    await ask(cache, headers=[("authorization", "Bearer x")])

    assert pages.renders == 2


@in_loop
async def test_writer_reads_past_the_cache_for_a_moment() -> None:
    pages = Pages()
    cache = caching(pages)
    await ask(cache)
    written = await ask(cache, method="POST", body=b"name=x")
    cookie = written.headers["set-cookie"]

    own = await ask(cache, headers=[("cookie", f"a=b; {cookie.partition(';')[0]}")])
    other = await ask(cache)

    assert cookie == "everfair_fresh=1; Max-Age=3; Path=/; HttpOnly; SameSite=Lax"
    assert own.body.startswith(b"rendering 3")
    assert other.body.startswith(b"rendering 1")


@in_loop
async def test_refused_write_marks_nothing() -> None:
    answered = await ask(caching(Pages(status=409)), method="POST", body=b"x")

    assert (answered.status, answered.headers.get("set-cookie")) == (409, None)


@in_loop
async def test_failing_page_fails_for_everyone_and_is_tried_again() -> None:
    pages = Pages()
    pages.may_start.clear()
    pages.fails = True
    cache = caching(pages)
    asked = [asyncio.create_task(ask(cache)) for _ in range(5)]
    await settle()
    assert pages.renders == 1

    pages.may_start.set()
    failed = await asyncio.gather(*asked, return_exceptions=True)
    pages.fails = False
    answered = await ask(cache)

    assert [type(answer) for answer in failed] == [RuntimeError] * 5
    assert answered.status == 200
