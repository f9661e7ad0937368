"""The chart of the negotiations: two areas, drawn as steps of one hour, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from babel.dates import format_date
from django.utils.translation import get_language

from everfair.analytics.queries.hours import Hour
from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale

HEIGHT = 100
DAY = 24
_SHORT_DAY = {"zh-hans": "M月d日", "en": "d MMM"}
# Of a power of ten: where an axis may end.
ROUND = (10, 15, 20, 30, 40, 50, 60, 80, 100)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the chart, its hours by the clock (None where a clock change left one out), and their sum."""

    date: date
    clock: tuple[Hour | None, ...]
    mainland: int
    overseas: int

    @property
    def total(self) -> int:
        return self.mainland + self.overseas

    @property
    def short(self) -> str:
        """The day as an axis has room for it."""
        language = get_language() or DEFAULT_LANGUAGE
        return format_date(self.date, _SHORT_DAY[language], locale=babel_locale(language))


@dataclass(frozen=True, slots=True)
class Chart:
    """Paths in a box one unit wide an hour and `HEIGHT` high for `top`, overseas standing on the mainland."""

    width: int
    top: int
    mainland: str
    overseas: str
    days: tuple[Day, ...]
    peak: Hour

    @property
    def half(self) -> int:
        return self.top // 2

    @property
    def midnights(self) -> range:
        """Where the days part."""
        return range(DAY, self.width, DAY)

    @property
    def clock(self) -> list[tuple[str, list[Hour | None]]]:
        """The table's lines: an hour of the clock, and that hour of every day."""
        return [(f"{hour:02}:00", [day.clock[hour] for day in self.days]) for hour in range(DAY)]


def draw(hours: list[Hour]) -> Chart | None:
    """Return the chart of consecutive hours, None of none."""
    if not hours:
        return None
    peak = max(hours, key=lambda hour: hour.total)
    top = axis_end(peak.total)
    below = [hour.mainland for hour in hours]
    return Chart(
        width=len(hours),
        top=top,
        mainland=_area(below, [0] * len(hours), top),
        overseas=_area([hour.total for hour in hours], below, top),
        days=tuple(_days(hours)),
        peak=peak,
    )


def axis_end(value: int) -> int:
    """Return a round even number that is not below the value."""
    scale = int(10 ** (len(str(value)) - 1))
    ends = (part * scale // 10 for part in ROUND)
    return next(end for end in ends if end >= max(value, 2) and end % 2 == 0)


def _area(upper: list[int], lower: list[int], top: int) -> str:
    """Draw along the upper edge from left to right, and back along the lower one."""

    def height(value: int) -> str:
        return f"{HEIGHT - HEIGHT * value / top:.4g}"

    there = "".join(f"V{height(value)}H{hour + 1}" for hour, value in enumerate(upper))
    back = "".join(f"V{height(value)}H{hour}" for hour, value in reversed(list(enumerate(lower))))
    return f"M0 {height(lower[0])}{there}{back}Z"


def _days(hours: list[Hour]) -> Iterator[Day]:
    for day, of_day in groupby(hours, key=lambda hour: hour.starts.date()):
        by_clock = {hour.starts.hour: hour for hour in of_day}
        yield Day(
            date=day,
            clock=tuple(by_clock.get(hour) for hour in range(DAY)),
            mainland=sum(hour.mainland for hour in by_clock.values()),
            overseas=sum(hour.overseas for hour in by_clock.values()),
        )
