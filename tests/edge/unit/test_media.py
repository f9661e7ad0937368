from __future__ import annotations

import asyncio
from pathlib import Path

import brotli
import pytest

from everfair.edge import media as media_module
from everfair.edge import media_source
from everfair.edge.media_source import Version
from tests.edge.asking import ask, in_loop
from tests.edge.media_house import MASTER, STREAM, TAKE, WAITED, MediaHouse, make_house, noise

pytestmark = pytest.mark.unit

SEGMENT = f"takes/{TAKE}/video/0.m4s"
WHOLE = bytes(range(100))


@pytest.fixture
def house(tmp_path: Path) -> MediaHouse:
    return make_house(tmp_path)


@pytest.fixture
def impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MediaHouse:
    """Look at every file again for each request."""
    monkeypatch.setattr(media_module, "_PLAYLIST_PATIENCE", WAITED)
    monkeypatch.setattr(media_module, "_SEGMENT_PATIENCE", WAITED)
    return make_house(tmp_path)


@in_loop
async def test_segment_may_be_kept_for_ever_by_everybody(house: MediaHouse) -> None:
    answered = await house.get(SEGMENT)

    assert (answered.status, answered.body) == (200, WHOLE)
    assert {name: value for name, value in answered.headers.items() if name != "etag"} == {
        "content-type": "video/mp4",
        "content-length": "100",
        "cache-control": "public, max-age=31536000, immutable",
        "accept-ranges": "bytes",
        "access-control-allow-origin": "*",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
    }


@in_loop
async def test_whole_segment_is_two_messages(house: MediaHouse) -> None:
    answered = await house.get(SEGMENT)

    assert [message["type"] for message in answered.messages] == ["http.response.start", "http.response.body"]


@in_loop
async def test_track_of_sound_has_its_type(house: MediaHouse) -> None:
    assert (await house.get(f"takes/{TAKE}/audio/0.m4s")).headers["content-type"] == "audio/mp4"


@in_loop
async def test_playlist_is_good_for_a_second(house: MediaHouse) -> None:
    answered = await house.get("master.m3u8")

    assert (answered.status, answered.body.decode()) == (200, MASTER)
    assert answered.headers["content-type"] == "application/vnd.apple.mpegurl"
    assert answered.headers["cache-control"] == "public, max-age=1"
    assert answered.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("name", ["master.m3u8", SEGMENT])
@in_loop
async def test_known_file_is_not_sent_again(house: MediaHouse, name: str) -> None:
    etag = (await house.get(name)).headers["etag"]

    answered = await house.get(name, if_none_match=f'"other", W/{etag}')

    assert (answered.status, answered.body) == (304, b"")


@pytest.mark.parametrize("name", ["master.m3u8", SEGMENT])
@in_loop
async def test_head_tells_the_length_and_sends_nothing(house: MediaHouse, name: str) -> None:
    whole, head = await house.get(name), await house.get(name, method="HEAD")

    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)


@in_loop
async def test_media_can_only_be_read(house: MediaHouse) -> None:
    answered = await house.get("master.m3u8", method="POST")

    assert (answered.status, answered.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("asked", "part", "place"),
    [("bytes=10-19", WHOLE[10:20], "bytes 10-19/100"), ("bytes=-5", WHOLE[-5:], "bytes 95-99/100")],
)
@in_loop
async def test_part_of_a_segment_is_sent(house: MediaHouse, asked: str, part: bytes, place: str) -> None:
    answered = await house.get(SEGMENT, range=asked)

    assert (answered.status, answered.body, answered.headers["content-range"]) == (206, part, place)
    assert answered.headers["content-length"] == str(len(part))


@in_loop
async def test_part_behind_the_end_is_refused(house: MediaHouse) -> None:
    answered = await house.get(SEGMENT, range="bytes=100-")

    assert (answered.status, answered.body, answered.headers["content-range"]) == (416, b"", "bytes */100")


@in_loop
async def test_part_of_another_version_is_the_whole(house: MediaHouse) -> None:
    etag = (await house.get(SEGMENT)).headers["etag"]
    same = await house.get(SEGMENT, range="bytes=0-9", if_range=etag)
    other = await house.get(SEGMENT, range="bytes=0-9", if_range='"other"')

    assert (same.status, other.status, other.body) == (206, 200, WHOLE)


@pytest.mark.parametrize(
    "name", ["video.m3u8", f"takes/{TAKE}/video/1.m4s", f"takes/{TAKE}/film/0.m4s", f"takes/{'x' * 12}/video/0.m4s"]
)
@in_loop
async def test_what_is_not_there_is_said_in_a_sentence(house: MediaHouse, name: str) -> None:
    answered = await house.get(name)

    assert (answered.status, answered.body.decode()) == (404, "没有这个文件。\nThere is no such file.\n")
    assert answered.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "target", ["/live/", f"/live/{STREAM}/open/access.json", f"/live/{STREAM}/open/../access.json"]
)
@in_loop
async def test_address_of_nothing_is_not_found(house: MediaHouse, target: str) -> None:
    assert (await ask(house.media, target)).status == 404


@in_loop
async def test_folder_with_the_name_of_a_file_is_not_found(house: MediaHouse) -> None:
    (house.root / STREAM / "takes" / TAKE / "video" / "init.mp4").mkdir()
    (house.root / STREAM / "public" / "odd.m3u8").mkdir()

    answers = [await house.get(f"takes/{TAKE}/video/init.mp4"), await house.get("odd.m3u8")]

    assert [answered.status for answered in answers] == [404, 404]


@in_loop
async def test_changed_playlist_is_seen(impatient: MediaHouse) -> None:
    first = await impatient.get("master.m3u8")
    impatient.write("public/master.m3u8", MASTER + "#changed\n")
    changed = await impatient.get("master.m3u8", if_none_match=first.headers["etag"])
    impatient.remove("public/master.m3u8")
    gone = await impatient.get("master.m3u8")

    assert (changed.status, changed.body.decode(), gone.status) == (200, MASTER + "#changed\n", 404)


@in_loop
async def test_changed_playlist_is_seen_within_a_twentieth_of_a_second(house: MediaHouse) -> None:
    await house.get("master.m3u8")
    house.write("public/master.m3u8", MASTER + "#changed\n")
    await asyncio.sleep(0.06)

    assert (await house.get("master.m3u8")).body.decode() == MASTER + "#changed\n"


@in_loop
async def test_segment_that_is_taken_away_or_replaced_is_not_sent_from_memory(impatient: MediaHouse) -> None:
    await impatient.get(SEGMENT)
    impatient.write(SEGMENT, b"another")
    replaced = await impatient.get(SEGMENT)
    impatient.remove(SEGMENT)
    gone = await impatient.get(SEGMENT)

    assert (replaced.body, gone.status) == (b"another", 404)


@in_loop
async def test_segment_asked_by_many_is_read_once(house: MediaHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    read, reads = media_source._read_file, list[Path]()

    def counted(path: Path, largest: int) -> tuple[bytes, Version]:
        reads.append(path)
        return read(path, largest)

    monkeypatch.setattr(media_source, "_read_file", counted)

    answers = await asyncio.gather(*(house.get(SEGMENT) for _ in range(50)))

    assert {answered.body for answered in answers} == {WHOLE}
    assert reads == [house.root / STREAM / SEGMENT]


@in_loop
async def test_reader_who_leaves_takes_nothing_from_the_others(house: MediaHouse) -> None:
    leaving = asyncio.create_task(house.get(SEGMENT))
    staying = asyncio.create_task(house.get(SEGMENT))
    await asyncio.sleep(0)
    leaving.cancel()

    assert (await staying).body == WHOLE


@in_loop
async def test_file_that_vanishes_while_it_is_read_is_not_found(
    house: MediaHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = media_source._read_file

    def late(path: Path, largest: int) -> tuple[bytes, Version]:
        path.unlink()
        return read(path, largest)

    monkeypatch.setattr(media_source, "_read_file", late)

    answers = await asyncio.gather(*(house.get(name) for name in (SEGMENT, SEGMENT, "master.m3u8")))

    assert [answered.status for answered in answers] == [404] * 3


@in_loop
async def test_disk_that_fails_is_no_error_of_ours(house: MediaHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: Path, largest: int) -> tuple[bytes, Version]:
        raise OSError(24, f"Too many open files: {path} {largest}")

    monkeypatch.setattr(media_source, "_read_file", failing)

    assert (await house.get(SEGMENT)).status == 503


@in_loop
async def test_long_playlist_is_compressed_and_a_short_one_is_not(house: MediaHouse) -> None:
    long = MASTER + "".join(f"#EXTINF:1.000,\ntakes/{TAKE}/video/{number}.m4s\n" for number in range(200))
    house.write("public/dvr-video.m3u8", long)

    short = await house.get("master.m3u8", accept_encoding="br")
    answered = await house.get("dvr-video.m3u8", accept_encoding="br")

    assert "content-encoding" not in short.headers
    assert brotli.decompress(answered.body).decode() == long
    assert len(answered.body) < len(long) / 10


@in_loop
async def test_memory_is_bounded(tmp_path: Path) -> None:
    house = make_house(tmp_path, limit=2**20)
    for number in range(40):
        house.write(f"takes/{TAKE}/video/{number}.m4s", noise(90_000))
        await house.get(f"takes/{TAKE}/video/{number}.m4s")

    assert 500_000 < house.media._segments.size <= 2**20
