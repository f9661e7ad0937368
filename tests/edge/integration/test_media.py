"""Live media as players fetch them: granian, sockets, files that change."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from everfair.edge.media import Media
from everfair.kernel.media_tokens import OPEN
from tests.edge.integration.served import KEY
from tests.edge.integration.servers import Served, serving
from tests.edge.media_house import HOLDER, STREAM, TAKE, MediaHouse, noise, token_of

pytestmark = pytest.mark.integration

SEGMENT = f"takes/{TAKE}/video/0.m4s"
LARGE = 17 * 2**20  # over an eighth of the memory for media


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[Served]:
    with serving(f"host={root} dbname=fair", root / "log") as running:
        yield running


@pytest.fixture
def house(root: Path) -> MediaHouse:
    house = MediaHouse(root, Media(root, key=KEY, limit=2**20))
    house.admit("public", 1)
    time.sleep(0.5)  # as long as the edge may remember another audience
    return house


def fetch(served: Served, name: str, token: str = OPEN, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    try:
        connection.request("GET", f"/live/{STREAM}/{token}/{name}", headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_new_segment_reaches_many_players_at_once(served: Served, house: MediaHouse) -> None:
    body = noise(330_000)
    house.write(SEGMENT, body)

    with ThreadPoolExecutor(20) as players:
        answers = set(players.map(lambda _: fetch(served, SEGMENT), range(60)))

    assert answers == {(200, body)}


def test_part_of_a_segment_is_sent(served: Served, house: MediaHouse) -> None:
    house.write(SEGMENT, bytes(range(100)))
    time.sleep(0.5)

    assert fetch(served, SEGMENT, Range="bytes=10-19") == (206, bytes(range(10, 20)))
    assert fetch(served, SEGMENT, Range="bytes=100-") == (416, b"")


def test_large_segment_arrives_whole(served: Served, house: MediaHouse) -> None:
    body = noise(LARGE)
    house.write("takes/" + TAKE + "/video/1.m4s", body)

    assert fetch(served, f"takes/{TAKE}/video/1.m4s") == (200, body)


def test_playlist_is_never_more_than_a_moment_old(served: Served, house: MediaHouse) -> None:
    late: list[float] = []
    for number in range(20):
        house.write("public/video.m3u8", f"#EXTM3U\n#{number}\n")
        written = time.monotonic()
        while fetch(served, "video.m3u8") != (200, f"#EXTM3U\n#{number}\n".encode()):
            assert time.monotonic() - written < 2
        late.append(time.monotonic() - written)

    assert sorted(late)[10] < 0.15


def test_player_that_asks_on_and_on_never_meets_an_error_of_ours(served: Served, house: MediaHouse) -> None:
    house.write("public/video.m3u8", "#EXTM3U\n")
    met = set[int]()
    for number in range(60):
        if number % 3 == 2:
            house.remove("public/video.m3u8")
            time.sleep(0.08)  # longer than a playlist is believed without a look
        else:
            house.write("public/video.m3u8", f"#EXTM3U\n#{number}\n")
        met.add(fetch(served, "video.m3u8")[0])
        time.sleep(0.02)

    assert met == {200, 404}


def test_closed_stream_opens_to_the_holder_of_a_token_alone(served: Served, house: MediaHouse) -> None:
    house.write(SEGMENT, b"for guests")
    house.admit("invited", 2)
    time.sleep(0.6)
    token = token_of(version=2, key=KEY)

    answers = {
        "open": fetch(served, SEGMENT),
        "holder": fetch(served, SEGMENT, token, Cookie=f"everfair_watch={HOLDER}"),
        "copied": fetch(served, SEGMENT, token),
        "older": fetch(served, SEGMENT, token_of(version=1, key=KEY), Cookie=f"everfair_watch={HOLDER}"),
    }

    assert {name: status for name, (status, _) in answers.items()} == {
        "open": 403,
        "holder": 200,
        "copied": 403,
        "older": 403,
    }
    assert [name for name, (_, body) in answers.items() if b"for guests" in body] == ["holder"]


@pytest.mark.parametrize(
    "path",
    [
        f"/live/{STREAM}/open/access.json",
        f"/live/{STREAM}/open/..%2faccess.json",
        f"/live/{STREAM}/open/%2e%2e/{STREAM}/access.json",
        f"/live/{STREAM}%2fopen%2faccess.json",
        f"/live/..%2f..%2flog/{STREAM}/open/master.m3u8",
        f"/live/{STREAM}/open/takes/{TAKE}/video/0.m4s%00.m3u8",
        f"/live/{STREAM}/open/takes/{TAKE}/video/%2e%2e/take.json",
        "/live/%00",
        "/live/%ff%fe",
    ],
)
def test_tricks_with_paths_lead_nowhere(served: Served, house: MediaHouse, path: str) -> None:
    house.write(f"takes/{TAKE}/take.json", "{}")

    status, body = served.get(path)

    assert (status, body) == (404, "没有这个文件。\nThere is no such file.\n")
