from __future__ import annotations

import json
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from everfair.edge import stream as stream_module
from everfair.edge.hub import Hub, marker
from everfair.kernel.realtime import channel_token
from tests.edge.asking import Headers, Listening, ask, in_loop, listening, settle

pytestmark = pytest.mark.unit

KEY = "a key of this test"


def opened(*, most_streams: int = 10) -> Hub:
    hub = Hub(key=KEY, most_streams=most_streams)
    hub.resume()
    return hub


def target(*channels: str) -> str:
    return f"/events?token={channel_token(channels, key=KEY)}"


def join(hub: Hub, *channels: str, headers: Headers = ()) -> AbstractAsyncContextManager[Listening]:
    return listening(hub, target(*channels), headers)


def message(number: int, channel: str, **data: Any) -> str:
    return json.dumps({"i": number, "c": channel, "k": "said", "d": data}, ensure_ascii=False)


def said(number: int, channel: str, **data: Any) -> bytes:
    text = json.dumps({**data, "channel": channel}, ensure_ascii=False, separators=(",", ":"))
    return f"id: {number}\nevent: said\ndata: {text}\n\n".encode()


@in_loop
async def test_message_reaches_the_readers_of_its_channel_only() -> None:
    hub = opened()
    async with join(hub, "n:1", "n:2") as both, join(hub, "n:2") as one, join(hub, "n:3") as none:
        hub.publish(message(1, "n:1", text="你好"))
        hub.publish(message(2, "n:2"))
        await settle()

        assert both.answered.body == b"retry: 3000\n\n" + said(1, "n:1", text="你好") + said(2, "n:2")
        assert one.answered.body == b"retry: 3000\n\n" + said(2, "n:2")
        assert none.answered.body == b"retry: 3000\n\n"


@in_loop
async def test_stream_has_the_headers_of_a_live_answer() -> None:
    async with join(opened(), "n:1") as stream:
        assert stream.answered.status == 200
        assert stream.answered.headers == {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store",
            "x-accel-buffering": "no",
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
        }


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?token=",
        "?token=a.b",
        "?token=x",
        f"?token={channel_token(['n:1'], key='another key')}",
        f"?token={channel_token(['n:1'], key=KEY, seconds=-1)}",
        f"?token={channel_token(['n:1'], key=KEY)}x",
        "?token=%ff%00.%ff",
        "?token=展.展",
    ],
    ids=["none", "empty", "not base64", "no seal", "other key", "too old", "longer seal", "broken bytes", "not ASCII"],
)
@in_loop
async def test_wrong_token_is_refused(query: str) -> None:
    hub = opened()

    answered = await ask(hub, f"/events{query}")

    assert (answered.status, hub.listeners) == (403, 0)


@in_loop
async def test_events_can_only_be_read() -> None:
    assert (await ask(opened(), target("n:1"), method="POST")).status == 405


@in_loop
async def test_reader_who_comes_back_gets_what_was_missed() -> None:
    hub = opened()
    for number in (7, 9, 8, 12):
        hub.publish(message(number, "n:1" if number != 8 else "n:2"))

    async with join(hub, "n:1", headers=[("last-event-id", "9")]) as stream:
        assert await stream.until(b"id: 12\n\n") == b"retry: 3000\n" + said(12, "n:1") + b"id: 12\n\n"
    async with listening(hub, f"{target('n:2')}&last=7") as stream:
        assert await stream.until(b"id: 12\n\n") == b"retry: 3000\n" + said(8, "n:2") + b"id: 12\n\n"


@pytest.mark.parametrize("last_id", ["6", "unknown", "-1", "\xff"])
@in_loop
async def test_reader_who_was_away_too_long_is_told_to_look_again(last_id: str) -> None:
    hub = opened()
    hub.publish(message(7, "n:1"))

    async with join(hub, "n:1", headers=[("last-event-id", last_id)]) as stream:
        await settle()

        assert stream.answered.body == b"retry: 3000\nid: 7\nevent: reset\ndata: {}\n\n"


@in_loop
async def test_two_processes_share_the_place_of_a_marker() -> None:
    first, second = opened(), opened()
    for notified in (marker(), marker(), message(4, "n:1")):
        for hub in (first, second):
            hub.publish(notified)

    async with join(first, "n:1") as stream:
        opening = await stream.until(b"id: 4\n")
    second.publish(message(5, "n:1"))
    async with join(second, "n:1", headers=[("last-event-id", "4")]) as stream:
        caught_up = await stream.until(b"id: 5\n\n")

    assert opening == b"retry: 3000\nid: 4\n\n"
    assert caught_up == b"retry: 3000\n" + said(5, "n:1") + b"id: 5\n\n"


@in_loop
async def test_lost_database_connection_resets_every_page() -> None:
    hub = opened()
    hub.publish(message(7, "n:1"))
    async with join(hub, "n:1") as stream:
        hub.resume()
        await settle()

        assert stream.answered.body.endswith(b"event: reset\ndata: {}\n\n")
    async with join(hub, "n:1", headers=[("last-event-id", "7")]) as stream:
        await settle()

        assert stream.answered.body == b"retry: 3000\nevent: reset\ndata: {}\n\n"


@in_loop
async def test_heartbeat_moves_the_place_of_a_quiet_reader() -> None:
    hub = opened()
    async with join(hub, "n:1") as stream:
        hub.publish(message(7, "n:2"))
        for _ in range(15):
            hub.beat_once()
        await settle()

        assert stream.answered.body == b"retry: 3000\n\nid: 7\n: still here\n\n"


@in_loop
async def test_stream_ends_after_an_hour_so_that_its_token_is_seen_again() -> None:
    now = [0.0]
    hub = Hub(key=KEY, most_streams=10, clock=lambda: now[0])
    async with join(hub, "n:1") as stream:
        now[0] = 3601.0
        for _ in range(15):
            hub.beat_once()
        await settle()

        assert stream.answered.messages[-1].get("more_body", False) is False
        assert hub.listeners == 0


@in_loop
async def test_reader_who_leaves_is_forgotten() -> None:
    hub = opened()
    async with join(hub, "n:1", "n:2") as stream, join(hub, "n:2"):
        assert (hub.listeners, hub.channels) == (2, 2)

        stream.leaving.set()
        await settle()

        assert (hub.listeners, hub.channels) == (1, 1)
    assert (hub.listeners, hub.channels) == (0, 0)


@in_loop
async def test_reader_who_does_not_read_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "_MOST_WAITING", 5)
    hub = opened()
    async with join(hub, "n:1") as slow, join(hub, "n:1") as good:
        await settle()
        slow.stuck.clear()
        for number in range(8):
            hub.publish(message(number, "n:1"))
            await settle()

        assert hub.listeners == 1
        assert good.answered.body.endswith(said(7, "n:1"))
        assert slow.answered.body == b"retry: 3000\n\n"


@in_loop
async def test_number_of_streams_is_bounded() -> None:
    hub = opened(most_streams=1)
    async with join(hub, "n:1"):
        refused = await ask(hub, target("n:1"))

        assert (refused.status, refused.headers["retry-after"]) == (503, "5")
    async with join(hub, "n:1") as stream:
        assert stream.answered.status == 200


@in_loop
async def test_closing_hub_lets_all_streams_end() -> None:
    hub = opened()
    async with join(hub, "n:1") as stream:
        hub.publish(message(1, "n:1"))
        hub.close()
        await settle()

        assert stream.answered.body == b"retry: 3000\n\n" + said(1, "n:1")
        assert stream.answered.messages[-1] == {"type": "http.response.body", "body": b""}
        assert (await ask(hub, target("n:1"))).status == 503


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "{",
        "[]",
        "null",
        '{"i": 1, "c": "n:1", "k": "said"}',
        '{"i": 1, "c": "n:1", "k": "said", "d": []}',
        '{"i": 1, "c": ["n:1"], "k": "said", "d": {}}',
        '{"i": 1, "c": "n:1", "k": "a\\ndata: forged", "d": {}}',
        '{"i": "1\\nevent: forged", "c": "n:1", "k": "said", "d": {}}',
    ],
)
@in_loop
async def test_foreign_notification_is_left_out(payload: str, caplog: pytest.LogCaptureFixture) -> None:
    hub = opened()
    async with join(hub, "n:1") as stream:
        hub.publish(payload)
        await settle()

        assert stream.answered.body == b"retry: 3000\n\n"
        assert [record.levelname for record in caplog.records] == ["WARNING"]


@in_loop
async def test_line_breaks_in_the_data_stay_inside_it() -> None:
    hub = opened()
    async with join(hub, "n:1") as stream:
        hub.publish(message(1, "n:1", text="a\n\nevent: forged\r\u2028"))
        await settle()

        lines = stream.answered.body.decode().split("\n")
        assert lines[4].startswith("data: {")
        assert json.loads(lines[4].removeprefix("data: "))["text"] == "a\n\nevent: forged\r\u2028"
