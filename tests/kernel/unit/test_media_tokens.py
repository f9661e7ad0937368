from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from everfair.kernel import clock
from everfair.kernel.media_tokens import BadMediaToken, media_token, read_media_token
from everfair.kernel.realtime import channel_token

pytestmark = pytest.mark.unit

KEY = "a key"
FOLDER = "k7m2p9x4w8hd"
NOON = datetime(2026, 9, 12, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_read", lambda: NOON)


def test_token_says_what_it_allows() -> None:
    given = read_media_token(media_token(FOLDER, sees="team", version=7, key=KEY), key=KEY)

    assert (given.folder, given.sees, given.version) == (FOLDER, "team", 7)
    assert given.expires == int(NOON.timestamp()) + 21600


def test_token_has_only_characters_that_stand_in_a_path() -> None:
    token = media_token(FOLDER, sees="public", version=1, key=KEY, holder="a cookie")

    assert token.replace("-", "").replace("_", "").replace(".", "").isalnum()
    assert len(token) < 200


def test_token_belongs_to_its_holder_alone() -> None:
    token = media_token(FOLDER, sees="public", version=1, key=KEY, holder="a cookie")

    given = read_media_token(token, key=KEY)

    assert [given.is_held_by(holder) for holder in ("a cookie", "another", "", "票")] == [True, False, False, False]
    assert "a cookie" not in given.holder


def test_token_without_holder_belongs_to_everybody() -> None:
    given = read_media_token(media_token(FOLDER, sees="public", version=1, key=KEY), key=KEY)

    assert (given.is_held_by(""), given.is_held_by("a cookie")) == (True, True)


def test_token_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    token = media_token(FOLDER, sees="public", version=1, key=KEY, seconds=60)
    given = read_media_token(token, key=KEY)
    monkeypatch.setattr(clock, "_read", lambda: NOON + timedelta(seconds=61))

    with pytest.raises(BadMediaToken):
        read_media_token(token, key=KEY)
    assert given.is_expired()


def test_token_of_another_key_is_refused() -> None:
    with pytest.raises(BadMediaToken):
        read_media_token(media_token(FOLDER, sees="public", version=1, key="other"), key=KEY)


def test_token_of_another_kind_is_refused() -> None:
    with pytest.raises(BadMediaToken):
        read_media_token(channel_token([FOLDER], key=KEY), key=KEY)


def test_every_flipped_sign_breaks_the_token() -> None:
    token = media_token(FOLDER, sees="public", version=1, key=KEY, holder="a cookie")
    honest = read_media_token(token, key=KEY)

    for place, sign in enumerate(token):
        flipped = token[:place] + ("A" if sign != "A" else "B") + token[place + 1 :]
        try:
            given = read_media_token(flipped, key=KEY)
        except BadMediaToken:
            continue
        # The last sign of a base64 part carries unused bits: the same bytes may be spelt in two ways.
        assert given == honest


@pytest.mark.parametrize("token", ["", ".", "open", "a.b.c", "票.据", "====.====", "A" * 5000, "a\x00.b"])
def test_nonsense_is_refused(token: str) -> None:
    with pytest.raises(BadMediaToken):
        read_media_token(token, key=KEY)
