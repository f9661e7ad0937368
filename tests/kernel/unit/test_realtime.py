"""Channel tokens: signed, timed, not to be forged."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.kernel.realtime import BadToken, channel_token, read_token

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.unit

KEY = "the key of this fair"
NOW = datetime(2020, 9, 5, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def stop(moment: datetime) -> None:
        monkeypatch.setattr("everfair.kernel.clock._read", lambda: moment)

    stop(NOW)
    return stop


@given(st.lists(st.text(max_size=20), max_size=5))
def test_token_gives_back_its_channels(channels: list[str]) -> None:
    assert read_token(channel_token(channels, key=KEY), key=KEY) == sorted(channels)


def test_token_holds_until_its_second(at: Callable[[datetime], None]) -> None:
    token = channel_token(["negotiation:1"], key=KEY, seconds=60)

    at(NOW + timedelta(seconds=60))
    assert read_token(token, key=KEY) == ["negotiation:1"]
    at(NOW + timedelta(seconds=61))
    with pytest.raises(BadToken):
        read_token(token, key=KEY)


def test_token_of_another_fair_is_refused() -> None:
    with pytest.raises(BadToken):
        read_token(channel_token(["negotiation:1"], key="another key"), key=KEY)


def test_token_with_another_channel_is_refused(at: Callable[[datetime], None]) -> None:
    assert callable(at)
    _, seal = channel_token(["negotiation:1"], key=KEY).split(".")
    body = json.dumps([int(NOW.timestamp()) + 3600, ["negotiation:2"]]).encode()
    forged = base64.urlsafe_b64encode(body).decode().rstrip("=")

    with pytest.raises(BadToken):
        read_token(f"{forged}.{seal}", key=KEY)


def test_every_flipped_sign_breaks_the_token() -> None:
    token = channel_token(["negotiation:1", "person:2"], key=KEY)
    honest = read_token(token, key=KEY)

    for place, sign in enumerate(token):
        flipped = token[:place] + ("A" if sign != "A" else "B") + token[place + 1 :]
        try:
            channels = read_token(flipped, key=KEY)
        except BadToken:
            continue
        # The last sign of a base64 part carries unused bits: the same bytes may be spelt in two ways.
        assert channels == honest


@pytest.mark.parametrize("token", ["", ".", "a", "a.b", "a.b.c", "☃.☃", "=.=", "e30.e30", "\x00"])
def test_noise_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        read_token(token, key=KEY)


@given(st.text(max_size=200))
def test_any_text_is_refused_quietly(token: str) -> None:
    with pytest.raises(BadToken):
        read_token(token, key=KEY)
