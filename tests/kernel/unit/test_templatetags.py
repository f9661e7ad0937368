"""Filters and tags of every template."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from everfair.kernel.money import Money
from everfair.kernel.text import Text

pytestmark = pytest.mark.unit

OPENING = datetime(2020, 9, 5, 1, 30, tzinfo=UTC)


def shown(source: str, language: str = "en", **words: object) -> str:
    with translation.override(language):
        return Template("{% load everfair %}" + source).render(Context(words))


def test_in_language_escapes_what_people_wrote() -> None:
    text = Text({"en": "<script>alert(1)</script>"})

    assert shown("{{ text|in_language }}", text=text) == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_in_language_marks_and_escapes_a_fallback() -> None:
    text = Text({"zh-hans": "<b>展台"})

    assert shown("{{ text|in_language }}", text=text) == '<span lang="zh-Hans">&lt;b&gt;展台</span>'


@pytest.mark.parametrize(("value", "written"), [(None, ""), ("a & b", "a &amp; b"), (Text(), "")])
def test_in_language_takes_plain_words_too(value: object, written: str) -> None:
    assert shown("{{ value|in_language }}", value=value) == written


def test_money_and_numbers_follow_the_language() -> None:
    assert shown("{{ m|money }} {{ n|number }}", m=Money(1250, "CNY"), n=22000) == "CN¥12.50 22,000"
    assert shown("{{ m|money }} {{ n|number }}", "zh-hans", m=Money(1250, "CNY"), n=22000) == "¥12.50 22,000"


@pytest.mark.parametrize(
    ("style", "language", "written"),
    [
        ("full", "en", "5 Sept 2020, 09:30"),
        ("full", "zh-hans", "2020年9月5日 09:30"),
        ("day", "en", "5 September 2020"),
        ("day", "zh-hans", "2020年9月5日"),
        ("time", "en", "09:30"),
    ],
)
def test_when_writes_the_zone_and_carries_utc(style: str, language: str, written: str) -> None:
    html = shown("{% when at 'Asia/Shanghai' style %}", language, at=OPENING, style=style)

    assert html == (
        f'<time datetime="2020-09-05T01:30:00+00:00" data-zone="Asia/Shanghai" data-style="{style}">{written}</time>'
    )


def test_day_has_its_weekday() -> None:
    assert shown("{{ d|day }}", d=date(2020, 9, 6)) == "Sunday 6 September"
    assert shown("{{ d|day }}", "zh-hans", d=date(2020, 9, 6)) == "9月6日 星期日"
