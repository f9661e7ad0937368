"""Numbers as machines and readers of both languages get them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.written import (
    read_plain,
    write_minutes,
    write_number,
    write_plain,
    write_share,
    write_short,
)

pytestmark = pytest.mark.unit

COUNT = FIGURES["organisations.total"]
SHARE = FIGURES["negotiations.overseas_share"]
MONEY = FIGURES["outcomes.henan.amount"]
REPLY = FIGURES["negotiations.median_reply"]


def test_plain_values_are_those_of_the_data_file() -> None:
    assert write_plain(COUNT, Decimal(22000)) == "22000"
    assert write_plain(SHARE, Decimal("42.0")) == "42.0%"
    assert write_plain(MONEY, Decimal(506_000_000_000)) == "5060000000.00"
    assert write_plain(COUNT, None) is None


@given(minor=st.integers(min_value=0, max_value=10**15))
def test_plain_amount_reads_back_as_it_was(minor: int) -> None:
    assert read_plain(MONEY, write_plain(MONEY, Decimal(minor)) or "") == minor


@pytest.mark.parametrize("value", ["", "many", "NaN", "Infinity", "1,000", "42.3%"])
def test_plain_count_that_is_no_number_is_none(value: str) -> None:
    assert read_plain(COUNT, value) is None


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["22,000", "26.0%", "US$5,060,000,000", "US$5.06B", "3 h 15 min", "–"]),
        ("zh-hans", ["22,000", "26.0%", "US$5,060,000,000", "US$50.6亿", "3 小时 15 分", "–"]),
    ],
)
def test_values_are_written_for_the_reader(language: str, written: list[str]) -> None:
    with override(language):
        found = [
            write_number(COUNT, Decimal(22000)),
            write_number(SHARE, Decimal("26.0")),
            write_number(MONEY, Decimal(506_000_000_000)),
            write_short(MONEY, Decimal(506_000_000_000)),
            write_number(REPLY, Decimal(195)),
            write_short(COUNT, None),
        ]

    assert found == written


@pytest.mark.parametrize(
    ("minutes", "written"), [(0, "0 min"), (59, "59 min"), (60, "1 h 0 min"), (6000, "100 h 0 min")]
)
def test_minutes_become_hours(minutes: int, written: str) -> None:
    with override("en"):
        assert write_minutes(minutes) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (145_000, 550_000, "26.4%"),
        (1, 8, "12.5%"),
        (1, 2000, "0.1%"),
        (1, 2001, "< 0.1%"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (0, 0, "–"),
    ],
)
def test_share_is_rounded_half_up_and_never_to_nothing(part: int, whole: int, written: str) -> None:
    with override("en"):
        assert write_share(part, whole) == written
