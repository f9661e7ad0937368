"""When a notice may go: pure reckoning with the reader's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from everfair.notifications.models import Manners

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one hour of the clock until another, maybe over midnight."""

    begin: time
    end: time

    def holds(self, clock: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end


def quiet_of(manners: Manners) -> Quiet | None:
    """Return the person's quiet hours; None for who has none."""
    if manners.quiet_from is None or manners.quiet_until is None:
        return None
    return Quiet(manners.quiet_from, manners.quiet_until)


def after_quiet(moment: datetime, quiet: Quiet | None, zone: str) -> datetime:
    """Return the moment itself, or the end of the quiet hours that it falls into."""
    local = moment.astimezone(ZoneInfo(zone))
    if quiet is None or not quiet.holds(local.time()):
        return moment
    return next_time(moment, quiet.end, zone)


def next_time(moment: datetime, clock: time, zone: str) -> datetime:
    """Return when the clock in `zone` next shows a time after `moment`; an hour that a spring skips counts as shown."""
    here = ZoneInfo(zone)
    day = moment.astimezone(here).date()
    while (shown := datetime.combine(day, clock, here).astimezone(moment.tzinfo)) <= moment:
        day += _DAY
    return shown


def patience(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that failed: two minutes, doubling up to six hours."""
    return timedelta(minutes=min(2**attempts, 6 * 60))
