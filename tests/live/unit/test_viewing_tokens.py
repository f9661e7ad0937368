"""What players sign their heartbeats with."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.kernel import clock
from everfair.live.watch_tokens import SECONDS, BadToken, new_watch_token, read_watch_token

pytestmark = pytest.mark.unit

KEY, STREAM = "a key of the tests", "abcdefghjkmn"


def test_token_is_read_back_for_its_stream_and_differs_each_time() -> None:
    tokens = [new_watch_token(STREAM, key=KEY) for _ in range(50)]

    viewers = {read_watch_token(token, stream=STREAM, key=KEY) for token in tokens}

    assert len(viewers) == 50


@pytest.mark.parametrize(("stream", "key"), [("nmkjhgfedcba", KEY), (STREAM, "another key")])
def test_token_of_another_stream_or_of_another_fair(stream: str, key: str) -> None:
    token = new_watch_token(STREAM, key=KEY)

    with pytest.raises(BadToken):
        read_watch_token(token, stream=stream, key=key)


def test_token_ends_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = datetime(2020, 9, 6, tzinfo=UTC)
    monkeypatch.setattr(clock, "_read", lambda: begun)
    token = new_watch_token(STREAM, key=KEY)

    monkeypatch.setattr(clock, "_read", lambda: begun + timedelta(seconds=SECONDS))
    read_watch_token(token, stream=STREAM, key=KEY)
    monkeypatch.setattr(clock, "_read", lambda: begun + timedelta(seconds=SECONDS + 1))
    with pytest.raises(BadToken):
        read_watch_token(token, stream=STREAM, key=KEY)


@given(place=st.integers(0, 23), change=st.integers(1, 255))
def test_token_changed_in_any_byte_is_refused(place: int, change: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(new_watch_token(STREAM, key=KEY)))
    raw[place] ^= change

    with pytest.raises(BadToken):
        read_watch_token(base64.urlsafe_b64encode(raw).decode(), stream=STREAM, key=KEY)


@given(token=st.text(max_size=60))
def test_anything_typed_is_no_token(token: str) -> None:
    with pytest.raises(BadToken):
        read_watch_token(token, stream=STREAM, key=KEY)
