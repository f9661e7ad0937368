"""Negotiations initiated per hour of the fair's days, from the mainland and from overseas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import connection

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

HOUR = timedelta(hours=1)
LONGEST = 14  # days; of a longer fair the last ones are shown
STATEMENT = """
SELECT date_bin('1 hour', n.initiated_at, %(start)s) AS hour,
  count(*) FILTER (WHERE NOT o.is_overseas),
  count(*) FILTER (WHERE o.is_overseas)
FROM negotiation_negotiation AS n
JOIN accounts_organisation AS o ON o.id = n.initiator_id
WHERE n.edition_id = %(edition)s AND n.initiated_at >= %(start)s AND n.initiated_at < %(end)s
GROUP BY hour"""


@dataclass(frozen=True, slots=True)
class Hour:
    """`starts` is by the fair's own clock."""

    starts: datetime
    mainland: int
    overseas: int

    @property
    def total(self) -> int:
        return self.mainland + self.overseas


def hours_of(edition: Edition) -> list[Hour]:
    """Return every hour of the fair's days, empty ones too, in order; none before the first negotiation. One query."""
    zone = ZoneInfo(edition.zone_id)
    start = _midnight(max(edition.opens, edition.closes - timedelta(days=LONGEST - 1)), zone)
    end = _midnight(edition.closes + timedelta(days=1), zone)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"edition": edition.pk, "start": start, "end": end})
        counted = {moment: counts for moment, *counts in cursor.fetchall()}
    if not counted:
        return []
    moments = (start + HOUR * number for number in range((end - start) // HOUR))
    return [Hour(moment.astimezone(zone), *counted.get(moment, (0, 0))) for moment in moments]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
