"""Times on both sides' clocks, and spans of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from everfair.kernel import clock
from everfair.negotiation.templatetags.everfair_negotiation import clocks, initial, own_clock, place_of, span

pytestmark = pytest.mark.unit

MOMENT = datetime(2020, 9, 5, 6, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def this_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_read", lambda: MOMENT)


def test_own_clock_names_another_year() -> None:
    with translation.override("en"):
        written = own_clock(MOMENT.replace(year=2019), "Asia/Bangkok")

    assert written == '<time datetime="2019-09-05T06:05:00+00:00">5 Sept 2019, 13:05</time>'


def test_clocks_show_the_place_and_the_viewers_own_time() -> None:
    with translation.override("en"):
        written = clocks(MOMENT, "Asia/Shanghai", "Asia/Bangkok")

    assert written == '<time datetime="2020-09-05T06:05:00+00:00">Beijing 5 Sept, 14:05 (your 13:05)</time>'


def test_clocks_name_the_viewers_day_where_it_is_another_one() -> None:
    with translation.override("en"):
        written = clocks(MOMENT.replace(hour=20), "Asia/Shanghai", "America/Lima")

    assert written == '<time datetime="2020-09-05T20:05:00+00:00">Beijing 6 Sept, 04:05 (your 5 Sept, 15:05)</time>'


def test_clocks_show_one_time_where_both_agree() -> None:
    with translation.override("en"):
        written = clocks(MOMENT, "Asia/Singapore", "Asia/Shanghai")
        own = own_clock(MOMENT, "Asia/Shanghai")

    assert written == own == '<time datetime="2020-09-05T06:05:00+00:00">5 Sept, 14:05</time>'


@pytest.mark.parametrize(
    ("language", "zone", "place"),
    [
        ("en", "Asia/Shanghai", "Beijing"),
        ("en", "America/Lima", "Lima"),
        ("zh-hans", "Asia/Bangkok", "曼谷"),
        ("en", "UTC", "UTC"),
    ],
)
def test_place_of_names_the_city(language: str, zone: str, place: str) -> None:
    with translation.override(language):
        assert place_of(zone) == place


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(minutes=100), "2 hours"),
        (timedelta(days=3), "3 days"),
        (timedelta(seconds=20), "20 seconds"),
    ],
)
def test_span_uses_the_largest_unit(duration: timedelta, words: str) -> None:
    with translation.override("en"):
        assert span(duration) == words


@pytest.mark.parametrize(("name", "sign"), [("李晓岚", "李"), ("nok", "N"), ("  ", "·"), ("", "·")])
def test_initial_stands_for_somebody(name: str, sign: str) -> None:
    assert initial(name) == sign
