"""Which language a line is in."""

from __future__ import annotations

import pytest

from everfair.live.domain.chat_language import language_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("body", "spoken", "language"),
    [
        ("请问回放在哪里？", "en", "zh"),
        ("见 https://example.org/a-long-address", "zh-hans", "zh"),
        ("Where is the recording?", "en", "en"),
        ("Où est l'enregistrement ?", "zh-hans", ""),
        ("録画はどこですか", "en", "ja"),
        ("녹화는 어디에 있나요", "en", "ko"),
        ("Где запись?", "en", "ru"),
        ("👍 123", "en", ""),
        ("𐎠𐎡", "en", ""),
    ],
)
def test_language_is_told_by_the_script(body: str, spoken: str, language: str) -> None:
    assert language_of(body, spoken=spoken) == language
