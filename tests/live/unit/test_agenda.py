"""Agendas as people paste them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.live.domain.agenda import Why, read_agenda
from everfair.live.domain.chapters import LONGEST_TITLE

pytestmark = pytest.mark.unit

BEIJING = ZoneInfo("Asia/Shanghai")
DAY = date(2020, 9, 5)


def read(text: str) -> list[tuple[str, str]]:
    """Return day and time in Beijing, and title, of what becomes a chapter."""
    items = read_agenda(text, DAY, BEIJING).items
    return [(f"{item.at.astimezone(BEIJING):%d %H:%M}", item.title) for item in items]


def left_out(text: str) -> list[tuple[str, Why]]:
    return [(line.text, line.why) for line in read_agenda(text, DAY, BEIJING).left_out]


@pytest.mark.parametrize(
    ("line", "clock", "title"),
    [
        ("10:05 Opening", "10:05", "Opening"),
        ("9:30 Keynote", "09:30", "Keynote"),
        ("10.20–10.45 专题报告：数字贸易", "10:20", "专题报告：数字贸易"),
        ("09:30 - 10:00 Keynote (Name)", "09:30", "Keynote (Name)"),
        ("09:30 to 10:00: Keynote", "09:30", "Keynote"),
        ("１４：３０－１５：００　圆桌讨论", "14:30", "圆桌讨论"),
        ("14:30~15:00\t圆桌讨论", "14:30", "圆桌讨论"),
        ("14:30至15:00 圆桌讨论", "14:30", "圆桌讨论"),
        ("2:30 pm Panel", "14:30", "Panel"),
        ("2:30pm: Panel", "14:30", "Panel"),
        ("2:30 P.M. Panel", "14:30", "Panel"),
        ("9am Coffee", "09:00", "Coffee"),
        ("12 a.m. Night shift", "00:00", "Night shift"),
        ("12:00 pm Lunch", "12:00", "Lunch"),
        ("1:00-2:00 pm Lunch", "13:00", "Lunch"),
        ("11:30 - 1:00 pm Lunch", "11:30", "Lunch"),
        ("下午3点半 签约仪式", "15:30", "签约仪式"),
        ("上午 9:00 开幕", "09:00", "开幕"),
        ("中午12点 午餐", "12:00", "午餐"),
        ("中午11点50分 合影", "11:50", "合影"),
        ("14点05分，茶歇", "14:05", "茶歇"),
        ("14時 挨拶", "14:00", "挨拶"),
        ("【16:00-16:20】茶歇", "16:00", "茶歇"),
        ("[16:00] Tea", "16:00", "Tea"),
        ("（16:00—16:20）茶歇", "16:00", "茶歇"),
        ("| 16:30 | Talk |", "16:30", "Talk"),
        ("0900-0930 Registration", "09:00", "Registration"),
        ("1. 10:00 First", "10:00", "First"),
        ("3） 10:00 First", "10:00", "First"),
        ("• 18:00: Dinner", "18:00", "Dinner"),
        ("- 18:00 — Dinner", "18:00", "Dinner"),
        ("10h30 Discours d’ouverture", "10:30", "Discours d’ouverture"),
        ("10:00 2020年服务贸易报告", "10:00", "2020年服务贸易报告"),
    ],
)
def test_a_line_with_a_time_becomes_a_chapter(line: str, clock: str, title: str) -> None:
    assert read(line) == [(f"05 {clock}", title)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Digital Trade Forum", Why.NO_TIME),
        ("2020.09.05 第一天", Why.NO_TIME),
        ("3.50% growth", Why.NO_TIME),
        ("10 speakers", Why.NO_TIME),
        ("25:00 Nothing", Why.NO_SUCH_TIME),
        ("10:75 Nothing", Why.NO_SUCH_TIME),
        ("14:00 am Nothing", Why.NO_SUCH_TIME),
        ("17:30", Why.NO_TITLE),
    ],
)
def test_what_is_not_understood_is_told(line: str, why: Why) -> None:
    assert read(line) == []
    assert left_out(line) == [(line, why)]


def test_a_time_alone_takes_the_next_line() -> None:
    agenda = "09:30-09:40\n开幕致辞\n王某某\n\n09:40-10:00\n\nKeynote"

    assert read(agenda) == [("05 09:30", "开幕致辞"), ("05 09:40", "Keynote")]
    assert left_out(agenda) == [("王某某", Why.NO_TIME)]


def test_a_second_line_of_the_same_time_is_left_out() -> None:
    assert left_out("10:00 Hall A\n10:00 Hall B") == [("10:00 Hall B", Why.SAME_TIME)]


def test_after_midnight_the_next_day_goes_on() -> None:
    assert read("22:00 Gala\n23:50 Fireworks\n00:10 Music\n01:00 End") == [
        ("05 22:00", "Gala"),
        ("05 23:50", "Fireworks"),
        ("06 00:10", "Music"),
        ("06 01:00", "End"),
    ]


def test_bare_hours_after_the_morning_are_in_the_afternoon() -> None:
    agenda = "9:00 Opening\n11:30 Panel\n12:30 Lunch\n1:30 Talks\n5:00 End"

    assert [clock for clock, _title in read(agenda)] == ["05 09:00", "05 11:30", "05 12:30", "05 13:30", "05 17:00"]


def test_a_parallel_line_of_the_morning_stays_there() -> None:
    assert [clock for clock, _title in read("10:05 Hall A\n09:30 Hall B")] == ["05 10:05", "05 09:30"]


def test_times_are_those_of_the_fairs_clocks() -> None:
    items = read_agenda("10:05:30 Opening", DAY, ZoneInfo("Europe/Berlin")).items

    assert [item.at for item in items] == [datetime(2020, 9, 5, 8, 5, 30, tzinfo=UTC)]


def test_a_title_that_is_too_long_is_shortened() -> None:
    [(_clock, title)] = read("10:00 " + "贸" * 300)

    assert title == "贸" * (LONGEST_TITLE - 1) + "…"


@given(st.text(max_size=400))
def test_anything_can_be_pasted(text: str) -> None:
    agenda = read_agenda(text, DAY, BEIJING)

    assert all(item.title and len(item.title) <= LONGEST_TITLE for item in agenda.items)
    assert len({item.at for item in agenda.items}) == len(agenda.items)


@given(st.lists(st.sampled_from(["10:05 A", "下午", "2:30 pm", "25:00 x", "—", "24:00", "title", ""]), max_size=40))
def test_no_line_gets_lost(lines: list[str]) -> None:
    agenda = read_agenda("\n".join(lines), DAY, BEIJING)

    told = [item.title for item in agenda.items] + [line.text for line in agenda.left_out]
    numbers = {item.line for item in agenda.items} | {line.line for line in agenda.left_out}
    lost = [line for number, line in enumerate(lines, 1) if number not in numbers and line not in " ".join(told)]
    assert [line for line in lost if line.strip("—")] == []


@given(st.lists(st.times(), min_size=1, max_size=8, unique_by=lambda one: (one.hour, one.minute)))
def test_what_was_written_is_read(times: list[time]) -> None:
    clocks = sorted(f"{one:%H:%M}" for one in times)

    found = read("\n".join(f"{clock} Part" for clock in clocks))

    assert [clock for clock, _title in found] == [f"05 {clock}" for clock in clocks]


def test_the_latest_day_there_is_does_no_harm() -> None:
    agenda = read_agenda("23:00 a\n00:10 b\n24:00 c", date.max - timedelta(days=1), BEIJING)

    assert len(agenda.items) + len(agenda.left_out) == 3
