from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from everfair.edge import media_gate
from everfair.kernel import clock
from everfair.kernel.media_tokens import media_token
from everfair.kernel.realtime import channel_token
from tests.edge.asking import in_loop
from tests.edge.media_house import HOLDER, KEY, OTHER, STREAM, TAKE, WAITED, MediaHouse, make_house, token_of

pytestmark = pytest.mark.unit

SEGMENT = f"takes/{TAKE}/video/0.m4s"
REHEARSAL = f"backstage/{TAKE}/video/0.m4s"
EVERYTHING = ["master.m3u8", SEGMENT]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MediaHouse:
    monkeypatch.setattr(media_gate, "_LOOK_AGAIN_AFTER", WAITED)
    house = make_house(tmp_path)
    house.admit("registered")
    return house


async def statuses(house: MediaHouse, token: str, cookie: str = "") -> list[int]:
    return [(await house.get(name, token, cookie=cookie)).status for name in EVERYTHING]


@in_loop
async def test_token_opens_a_stream_to_its_holder(house: MediaHouse) -> None:
    assert await statuses(house, token_of(), HOLDER) == [200, 200]


@pytest.mark.parametrize("name", EVERYTHING)
@in_loop
async def test_what_is_not_for_everybody_is_kept_by_nobody_else(house: MediaHouse, name: str) -> None:
    answered = await house.get(name, token_of(), cookie=HOLDER, origin="https://other.example")

    assert answered.headers["cache-control"].startswith("private, ")
    assert "access-control-allow-origin" not in answered.headers


@in_loop
async def test_closed_stream_is_not_open(house: MediaHouse) -> None:
    answered = await house.get("master.m3u8")

    assert (answered.status, b"#EXTM3U" in answered.body) == (403, False)
    assert answered.body.decode().splitlines()[1] == "This stream is not open to everybody: watch it on its page."


@pytest.mark.parametrize(
    "token",
    [
        token_of(stream=OTHER),
        token_of(version=2),
        token_of(version=0),
        media_token(STREAM, sees="public", version=1, key="another key", holder=HOLDER),
        channel_token([STREAM], key=KEY),
        "nonsense",
        "OPEN",
        token_of()[:-1],
    ],
    ids=["other stream", "newer", "older", "other key", "other kind", "nonsense", "shouted", "cut short"],
)
@in_loop
async def test_wrong_token_opens_nothing(house: MediaHouse, token: str) -> None:
    house.admit("public", stream=OTHER)

    assert await statuses(house, token, HOLDER) == [403, 403]


@pytest.mark.parametrize("cookie", ["", "of somebody else", "\\"])
@in_loop
async def test_copied_address_opens_nothing_elsewhere(house: MediaHouse, cookie: str) -> None:
    token = token_of()
    assert await statuses(house, token, HOLDER) == [200, 200]

    assert await statuses(house, token, cookie) == [403, 403]


@in_loop
async def test_token_ends_also_after_it_was_used(house: MediaHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(seconds=60)
    before = await statuses(house, token, HOLDER)
    later = datetime.now(UTC) + timedelta(seconds=62)
    monkeypatch.setattr(clock, "_read", lambda: later)

    assert (before, await statuses(house, token, HOLDER)) == ([200, 200], [403, 403])


@in_loop
async def test_audience_that_has_shrunk_shuts_older_tokens_out(house: MediaHouse) -> None:
    old = token_of(version=1)
    before = await statuses(house, old, HOLDER)
    house.admit("invited", version=2)

    assert (before, await statuses(house, old, HOLDER)) == ([200, 200], [403, 403])
    assert await statuses(house, token_of(version=2), HOLDER) == [200, 200]


@in_loop
async def test_public_stream_that_closes_is_not_open_any_more(house: MediaHouse) -> None:
    house.admit("public")
    before = await statuses(house, "open")
    house.admit("invited", version=2)

    assert (before, await statuses(house, "open")) == ([200, 200], [403, 403])


@in_loop
async def test_changed_audience_is_seen_within_half_a_second(tmp_path: Path) -> None:
    house = make_house(tmp_path)
    before = await statuses(house, "open")
    house.admit("invited", version=2)
    within = await statuses(house, "open")
    house.media._gate._known[STREAM] = house.media._gate._known[STREAM]._replace(looked=float("-inf"))

    assert (before, within, await statuses(house, "open")) == ([200, 200], [200, 200], [403, 403])


@in_loop
async def test_rehearsal_is_for_the_team_alone(house: MediaHouse) -> None:
    team, audience = token_of(sees="team"), token_of()

    assert (await house.get(REHEARSAL, team, cookie=HOLDER)).body == b"rehearsal"
    assert (await house.get("master.m3u8", team, cookie=HOLDER)).body == b"#EXTM3U\n#team\n"
    assert (await house.get(REHEARSAL, audience, cookie=HOLDER)).status == 404
    assert (await house.get(REHEARSAL, team)).status == 403


@in_loop
async def test_what_is_held_back_is_for_the_team_alone(house: MediaHouse) -> None:
    house.admit("nobody")

    assert await statuses(house, token_of(), HOLDER) == [403, 403]
    assert await statuses(house, "open") == [403, 403]
    assert await statuses(house, token_of(sees="team"), HOLDER) == [200, 200]


@in_loop
async def test_rehearsal_of_a_public_stream_is_not_open(house: MediaHouse) -> None:
    house.admit("public")

    assert (await house.get(REHEARSAL)).status == 404


@pytest.mark.parametrize("written", ["", "{", "[]", '{"audience": "public"}', '{"audience": "public", "version": "x"}'])
@in_loop
async def test_stream_whose_audience_is_not_known_is_not_there(house: MediaHouse, written: str) -> None:
    house.write("access.json", written)

    assert await statuses(house, "open") == [404, 404]
    assert await statuses(house, token_of(), HOLDER) == [404, 404]


@in_loop
async def test_stream_without_access_file_is_not_there(house: MediaHouse) -> None:
    before = await statuses(house, token_of(), HOLDER)
    house.remove("access.json")

    assert (before, await statuses(house, token_of(), HOLDER)) == ([200, 200], [404, 404])


@in_loop
async def test_memory_of_tokens_is_bounded(house: MediaHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media_gate, "_MOST_REMEMBERED", 5)
    for number in range(20):
        assert await statuses(house, token_of(seconds=60 + number), HOLDER) == [200, 200]

    assert len(house.media._gate._passes) <= 5


@in_loop
async def test_file_of_a_recording_opens_with_its_own_token_alone(house: MediaHouse) -> None:
    (house.root / STREAM / "download.mp4").write_bytes(b"a whole recording")
    tokens = [token_of(stream=f"{STREAM}/download.mp4"), token_of(), token_of(stream=f"{OTHER}/download.mp4"), "open"]

    found = [(await house.get("download.mp4", token, cookie=HOLDER)).status for token in tokens]

    assert found == [200, 403, 403, 403]


@in_loop
async def test_token_of_a_file_is_no_right_to_watch(house: MediaHouse) -> None:
    assert await statuses(house, token_of(stream=f"{STREAM}/download.mp4"), HOLDER) == [403, 403]


@in_loop
async def test_what_was_taken_back_is_seen_by_the_team_alone(house: MediaHouse) -> None:
    house.admit("nobody")

    team = [(await house.get(name, token_of(sees="team"), cookie=HOLDER)).status for name in EVERYTHING]

    assert (await statuses(house, token_of(), HOLDER), await statuses(house, "open"), team[1]) == (
        [403, 403],
        [403, 403],
        200,
    )


@in_loop
async def test_file_of_what_was_taken_back_is_for_the_team_alone(house: MediaHouse) -> None:
    (house.root / STREAM / "download.mp4").write_bytes(b"a whole recording")
    house.admit("nobody")
    folder = f"{STREAM}/download.mp4"

    audience = await house.get("download.mp4", token_of(stream=folder), cookie=HOLDER)
    team = await house.get("download.mp4", token_of(stream=folder, sees="team"), cookie=HOLDER)

    assert (audience.status, team.status) == (403, 200)
