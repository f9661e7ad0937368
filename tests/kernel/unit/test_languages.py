"""Which language a reader gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.kernel.languages import LANGUAGES, babel_locale, choose_language

pytestmark = pytest.mark.unit


def test_query_wins_over_cookie_over_header() -> None:
    assert choose_language("en", "zh-hans", "zh") == "en"
    assert choose_language(None, "en", "zh") == "en"
    assert choose_language(None, None, "en") == "en"


def test_unknown_wishes_are_passed_over() -> None:
    assert choose_language("klingon", "'; --", "en") == "en"
    assert choose_language("EN", None, None) == "en"
    assert choose_language("", "", "") == "zh-hans"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("en-GB,en;q=0.5,zh;q=0.2", "en"),
        ("en;q=0.2, zh;q=0.9", "zh-hans"),
        ("en; q=0.8, zh; q=0.5", "en"),
        ("en ;q=0.1,zh ; q=0.9", "zh-hans"),
        ("fr,de;q=0.7", "en"),
        ("fr;q=0.9,zh;q=0.1", "zh-hans"),
        ("en;q=0, zh", "zh-hans"),
        ("en;q=0", "zh-hans"),
        ("en;q=nan, zh;q=0.1", "zh-hans"),
        ("en;q=9, zh;q=0.1", "zh-hans"),
        ("en;q=abc", "zh-hans"),
        ("*", "zh-hans"),
        ("english", "en"),
        (",,;;=", "zh-hans"),
    ],
)
def test_header_is_read_by_weight(header: str, language: str) -> None:
    assert choose_language(None, None, header) == language


@given(st.text(max_size=50), st.text(max_size=50), st.text(max_size=2000))
def test_any_bytes_give_one_of_our_languages(query: str, cookie: str, accept: str) -> None:
    assert choose_language(query, cookie, accept) in LANGUAGES


def test_every_language_has_a_locale() -> None:
    assert [babel_locale(language) for language in (*LANGUAGES, "fr")] == ["zh_Hans_CN", "en_GB", "zh_Hans_CN"]
