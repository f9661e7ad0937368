"""The chart says what the hours say."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.analytics.chart import HEIGHT, axis_end, draw
from everfair.analytics.queries.hours import Hour

pytestmark = pytest.mark.unit

MIDNIGHT = datetime(2020, 9, 4, tzinfo=ZoneInfo("Asia/Shanghai"))


def hours(*counts: tuple[int, int]) -> list[Hour]:
    return [Hour(MIDNIGHT + timedelta(hours=place), *pair) for place, pair in enumerate(counts)]


@pytest.mark.parametrize(("value", "end"), [(0, 2), (1, 2), (3, 4), (9, 10), (11, 20), (14_590, 15_000), (99, 100)])
def test_axis_ends_at_a_round_number(value: int, end: int) -> None:
    assert axis_end(value) == end


@given(value=st.integers(min_value=0, max_value=10**9))
def test_axis_holds_any_value_and_wastes_less_than_half(value: int) -> None:
    end = axis_end(value)

    assert value <= end <= max(2 * value, 2)
    assert end % 2 == 0


def test_areas_stand_on_each_other() -> None:
    chart = draw(hours((2, 2), (0, 0), (1, 3)))

    assert chart is not None
    assert (chart.width, chart.top, chart.half) == (3, 4, 2)
    assert chart.mainland == "M0 100V50H1V100H2V75H3V100H2V100H1V100H0Z"
    assert chart.overseas == "M0 50V0H1V100H2V0H3V75H2V100H1V50H0Z"
    assert HEIGHT == 100


def test_days_add_their_hours_up() -> None:
    chart = draw(hours(*[(1, 0)] * 24, *[(2, 5)] * 24))

    assert chart is not None
    assert [(day.mainland, day.overseas, day.total) for day in chart.days] == [(24, 0, 24), (48, 120, 168)]
    assert list(chart.midnights) == [24]
    assert chart.peak.total == 7


def test_table_has_an_hour_a_line_and_a_day_a_column() -> None:
    chart = draw(hours(*[(place, 0) for place in range(48)]))

    assert chart is not None
    clock, cells = chart.clock[9]
    assert clock == "09:00"
    assert [cell.mainland for cell in cells if cell] == [9, 33]


def test_hour_that_a_clock_change_left_out_is_empty() -> None:
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2021, 3, 27, 23, tzinfo=ZoneInfo("UTC"))
    spring = [Hour((start + timedelta(hours=place)).astimezone(zone), 1, 0) for place in range(23)]

    chart = draw(spring)

    assert chart is not None
    assert [cell is None for _, (cell,) in chart.clock] == [hour == 2 for hour in range(24)]


def test_no_hours_are_no_chart() -> None:
    assert draw([]) is None
