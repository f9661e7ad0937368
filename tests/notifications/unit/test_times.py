"""When a notice may go: quiet hours over midnight and over the change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.notifications.times import Quiet, after_quiet, next_time, patience

pytestmark = pytest.mark.unit

NIGHT = Quiet(time(22), time(7))
ZONES = st.sampled_from(["Asia/Shanghai", "America/Lima", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"])
CLOCKS = st.times()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis wants them bare


@pytest.mark.parametrize(
    ("clock", "quiet", "holds"),
    [
        (time(22), NIGHT, True),
        (time(23, 59), NIGHT, True),
        (time(0), NIGHT, True),
        (time(6, 59, 59), NIGHT, True),
        (time(7), NIGHT, False),
        (time(21, 59), NIGHT, False),
        (time(12), Quiet(time(12), time(14)), True),
        (time(14), Quiet(time(12), time(14)), False),
        (time(12), Quiet(time(12), time(12)), False),
    ],
)
def test_quiet_holds_from_its_beginning_until_its_end(clock: time, quiet: Quiet, *, holds: bool) -> None:
    assert quiet.holds(clock) is holds


def test_notice_in_the_night_waits_for_the_morning_of_its_reader() -> None:
    evening_in_lima = datetime(2027, 5, 2, 4, 30, tzinfo=UTC)

    assert after_quiet(evening_in_lima, NIGHT, "America/Lima") == datetime(2027, 5, 2, 12, 0, tzinfo=UTC)
    assert after_quiet(evening_in_lima, NIGHT, "Asia/Shanghai") == evening_in_lima
    assert after_quiet(evening_in_lima, None, "America/Lima") == evening_in_lima


def test_next_time_is_tomorrow_when_the_clock_has_passed_it() -> None:
    nine_in_shanghai = datetime(2027, 5, 2, 1, 0, tzinfo=UTC)

    assert next_time(nine_in_shanghai, time(9), "Asia/Shanghai") == nine_in_shanghai + timedelta(days=1)
    assert next_time(nine_in_shanghai, time(10), "Asia/Shanghai") == nine_in_shanghai + timedelta(hours=1)


def test_hour_that_spring_skips_is_not_waited_for_forever() -> None:
    before_the_change = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)

    found = next_time(before_the_change, time(2, 30), "Europe/Berlin")

    assert found == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@given(moment=MOMENTS, begin=CLOCKS, end=CLOCKS, zone=ZONES)
def test_what_waited_is_out_of_quiet_hours_within_a_day(moment: datetime, begin: time, end: time, zone: str) -> None:
    quiet = Quiet(begin, end)

    allowed = after_quiet(moment, quiet, zone)

    assert moment <= allowed <= moment + timedelta(hours=25)
    if allowed != moment:
        shown = allowed.astimezone(ZoneInfo(zone)).time()
        skipped = shown != end
        assert skipped or not quiet.holds(shown)


def test_patience_doubles_up_to_six_hours() -> None:
    waits = [patience(attempts) for attempts in (1, 2, 3, 9, 100)]

    assert waits == [*(timedelta(minutes=minutes) for minutes in (2, 4, 8)), timedelta(hours=6), timedelta(hours=6)]
