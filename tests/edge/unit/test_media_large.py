from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from everfair.edge import media as media_module
from everfair.edge.protocol import Message, Send
from tests.edge.asking import Answered, http_scope, in_loop
from tests.edge.media_house import STREAM, TAKE, MediaHouse, make_house, noise

pytestmark = pytest.mark.unit

SEGMENT = f"takes/{TAKE}/video/0.m4s"


@in_loop
async def test_large_segment_streams_from_disk(tmp_path: Path) -> None:
    house, body = make_house(tmp_path, limit=2**20), noise(700_000)
    house.write(SEGMENT, body)

    whole, head = await house.get(SEGMENT), await house.get(SEGMENT, method="HEAD")
    part = await house.get(SEGMENT, range="bytes=300000-599999")

    assert (whole.body, head.body, part.body) == (body, b"", body[300_000:600_000])
    assert whole.headers == head.headers
    assert (part.status, part.headers["content-range"]) == (206, "bytes 300000-599999/700000")
    assert house.media._segments.size == 0


@in_loop
async def test_only_some_large_segments_stream_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_module, "_MOST_STREAMED", 1)
    house, taken = make_house(tmp_path, limit=2**20), Answered()
    house.write(SEGMENT, noise(700_000))
    before, read_on = open_files(), asyncio.Event()

    async def slow(message: Message) -> None:
        await taken.take(message)
        await read_on.wait()

    first = asyncio.create_task(media_call(house, slow))
    await asyncio.sleep(0.05)
    second = await house.get(SEGMENT)
    read_on.set()
    await first
    third = await house.get(SEGMENT)

    assert (second.status, len(taken.body), third.status) == (503, 700_000, 200)
    assert open_files() <= before


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def media_call(house: MediaHouse, send: Send) -> None:
    await house.media(http_scope(f"/live/{STREAM}/open/{SEGMENT}"), asyncio.Event().wait, send)
