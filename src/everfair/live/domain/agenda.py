"""Reads an agenda as people paste it: a time at the beginning of a line, then what happens at that time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from everfair.live.domain.chapters import LONGEST_TITLE

LONGEST_AGENDA = 20_000

_NARROW = str.maketrans("０１２３４５６７８９：．－～（）［］｜　\t", "0123456789:.-~()[]|  ")
_FORENOON, _AFTERNOON = {"上午", "早上", "凌晨", "a"}, {"下午", "晚上", "傍晚", "中午", "p"}
_CLOCK = (
    r"(?:(?P<{0}part>上午|下午|晚上|早上|中午|凌晨|傍晚)\s*)?(?P<{0}hour>\d{{1,2}})"
    r"(?:\s*[:.h]\s*(?P<{0}minute>\d\d)(?::(?P<{0}second>\d\d))?"
    r"|\s*[点點时時](?:\s*(?P<{0}half>半)|\s*(?P<{0}minutes>\d{{1,2}})分?)?|(?=\s*[ap]\.?m\b))"
    r"(?:\s*(?P<{0}letter>[ap])\.?m\b\.?)?"
)
_UNTIL = r"(?:\s*(?:-{1,2}|[–—―~〜至到]|to\b)\s*" + _CLOCK.format("to_") + r")?"
_PLAIN_RANGE = r"(?P<plain_hour>[01]\d|2[0-3])(?P<plain_minute>[0-5]\d)\s*[-–—~至]\s*\d{4}(?!\d)"
_LINE = re.compile(
    r"[\s>*•·●▪◦○■|\-–—]*(?:\d{1,3}[.)、]\s+(?=\D?\d))?[\[(【「]?\s*(?:"
    + _PLAIN_RANGE
    + "|"
    + _CLOCK.format("")
    + _UNTIL
    + r")(?!\d|[:.]\d|\s*[%％])\s*[\])】」]?",
    re.IGNORECASE,
)
_BETWEEN = " |:：,，、;；-–—―·•*>."
_HOURS, _NOON, _MINUTES, _EVENING, _LAST_AFTERNOON = 24, 12, 60, 18, 7


class Why(StrEnum):
    """Why a line became no chapter."""

    NO_TIME = "no_time"
    NO_SUCH_TIME = "no_such_time"
    NO_TITLE = "no_title"
    SAME_TIME = "same_time"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What becomes a chapter; `line` counts from 1."""

    line: int
    at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    line: int
    text: str
    why: Why


@dataclass(slots=True)
class Agenda:
    items: list[AgendaItem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time as a line tells it; `is_sure` where it cannot be one of the other half of the day."""

    minutes: float
    is_sure: bool


def read_agenda(text: str, day: date, zone: ZoneInfo) -> Agenda:
    """Read the lines in their order, with the times of that day in that zone; nothing is lost on the way.

    A time alone takes the next line as its title. After midnight the next day goes on. A bare 1:30 behind 11:00 is
    in the afternoon.
    """
    found, reader, taken = Agenda(), _Reader(day, zone), set[datetime]()
    for number, line, clock, title in _titled(text, found):
        at = reader.moment(clock)
        if at is None:
            found.left_out.append(LeftOut(number, line, Why.NO_SUCH_TIME))
        elif not title:
            found.left_out.append(LeftOut(number, line, Why.NO_TITLE))
        elif at in taken:
            found.left_out.append(LeftOut(number, line, Why.SAME_TIME))
        else:
            taken.add(at)
            found.items.append(AgendaItem(number, at, title))
    found.left_out.sort(key=lambda one: one.line)
    return found


def _titled(text: str, found: Agenda) -> Iterator[tuple[int, str, _Clock | None, str]]:
    """Yield the lines with a time, each with its title; what has no time and is no title is left out."""
    waiting: tuple[int, str, _Clock | None, str] | None = None
    for number, pasted in enumerate(text.splitlines(), 1):
        line = _clean(pasted)
        if not line.strip():
            continue
        match = _LINE.match(line.translate(_NARROW))
        if match is None:
            if waiting and not waiting[3]:
                waiting = (waiting[0], f"{waiting[1]} {line}", waiting[2], _title(line))
            else:
                found.left_out.append(LeftOut(number, line, Why.NO_TIME))
            continue
        if waiting:
            yield waiting
        waiting = (number, line, _clock_of(match), _title(line[match.end() :]))
    if waiting:
        yield waiting


class _Reader:
    """Turns times of the clock into moments that follow each other."""

    def __init__(self, day: date, zone: ZoneInfo) -> None:
        self._day = day
        self._zone = zone
        self._last = -1.0

    def moment(self, clock: _Clock | None) -> datetime | None:
        if clock is None or clock.minutes >= (_HOURS + 1) * _MINUTES:
            return None
        minutes, last = clock.minutes, self._last % (_HOURS * _MINUTES) if self._last >= 0 else -1.0
        if not clock.is_sure and minutes < last <= minutes + _NOON * _MINUTES:
            minutes += _NOON * _MINUTES
        if last >= _EVENING * _MINUTES and minutes < last - _NOON * _MINUTES:
            self._day += timedelta(days=1)
        self._last = minutes
        try:
            wall = datetime.combine(self._day, time()) + timedelta(minutes=minutes)
            return wall.replace(tzinfo=self._zone).astimezone(UTC)
        except OverflowError:
            return None


def _clock_of(match: re.Match[str]) -> _Clock | None:
    """Return the time that a line begins with; None where no clock shows it."""
    parts = match.groupdict()
    if parts["plain_hour"]:
        return _Clock(int(parts["plain_hour"]) * _MINUTES + int(parts["plain_minute"]), is_sure=True)
    begins, ends = _minutes(parts, ""), _minutes(parts, "to_")
    if begins is None:
        return None
    half, other = _half(parts, ""), _half(parts, "to_")
    if not half and other:  # 1:00-2:00 pm; but 11:00-1:00 pm begins before noon
        half = other if ends is not None and begins % (12 * _MINUTES) <= ends % (12 * _MINUTES) else "a"
    hour = int(parts["hour"])
    if half and hour > _NOON and half in _FORENOON:
        return None
    if half and hour <= _NOON:
        begins = begins % (_NOON * _MINUTES) + _NOON * _MINUTES * _is_later(half, hour)
    return _Clock(begins, is_sure=bool(half) or parts["hour"].startswith("0") or hour > _LAST_AFTERNOON)


def _is_later(half: str, hour: int) -> bool:
    """Tell whether it is in the second half of the day; at noon (中午) 11 is before it."""
    return half in _AFTERNOON and not (half == "中午" and hour in {10, 11})


def _half(parts: dict[str, str | None], which: str) -> str:
    return (parts[f"{which}part"] or parts[f"{which}letter"] or "").lower()


def _minutes(parts: dict[str, str | None], which: str) -> float | None:
    if parts[f"{which}hour"] is None:
        return None
    hour = int(parts[f"{which}hour"] or 0)
    minute = 30 if parts[f"{which}half"] else int(parts[f"{which}minute"] or parts[f"{which}minutes"] or 0)
    second = int(parts[f"{which}second"] or 0)
    is_time = (hour < _HOURS or (hour, minute, second) == (_HOURS, 0, 0)) and max(minute, second) < _MINUTES
    return hour * _MINUTES + minute + second / _MINUTES if is_time else None


def _title(words: str) -> str:
    title = " ".join(words.split()).strip(_BETWEEN)
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def _clean(text: str) -> str:
    """Leave out what cannot be kept."""
    return "".join(sign for sign in text if sign == "\t" or unicodedata.category(sign) not in {"Cc", "Cs", "Cf"})
