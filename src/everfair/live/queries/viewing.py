"""How many watched, minute by minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Sum

from everfair.live.models import ViewerMinute

if TYPE_CHECKING:
    from everfair.live.models import Stream

# The chart is as wide as so many points, the table as long as so many rows.
MOST_POINTS, MOST_ROWS = 240, 24
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some minutes and the most who watched live in one of them."""

    begins: datetime
    ends: datetime
    viewers: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The live audience over time; the two sums count a minute for each who watched in it."""

    peak: int
    peak_at: datetime | None
    live_minutes: int
    recording_minutes: int
    points: Sequence[Stretch]
    rows: Sequence[Stretch]

    @property
    def is_empty(self) -> bool:
        return not self.points


def curve_of(stream: Stream) -> Curve:
    """Return the curve from the first minute with viewers to the last, gaps as zeros; two queries."""
    rows = ViewerMinute.objects.filter(stream=stream)
    live = dict(rows.filter(is_live=True).order_by("minute").values_list("minute", "viewers"))
    later = rows.filter(is_live=False).aggregate(minutes=Sum("viewers"))["minutes"] or 0
    peak_at = max(live, key=lambda minute: (live[minute], -minute.timestamp()), default=None)
    return Curve(
        peak=live[peak_at] if peak_at else 0,
        peak_at=peak_at,
        live_minutes=sum(live.values()),
        recording_minutes=later,
        points=_stretches(live, MOST_POINTS),
        rows=_stretches(live, MOST_ROWS),
    )


def _stretches(live: dict[datetime, int], most: int) -> list[Stretch]:
    """Cut the time into at most so many equal stretches, each as high as its highest minute."""
    if not live:
        return []
    first, last = min(live), max(live)
    minutes = int((last - first) / MINUTE) + 1
    step = -(-minutes // most)
    return [
        Stretch(begins, begins + step * MINUTE, max(live.get(begins + place * MINUTE, 0) for place in range(step)))
        for begins in _every(first, last, step)
    ]


def _every(first: datetime, last: datetime, step: int) -> Iterator[datetime]:
    moment = first
    while moment <= last:
        yield moment
        moment += step * MINUTE
