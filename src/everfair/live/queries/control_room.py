"""All streams of a day, as the control room shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from everfair.kernel.clock import now
from everfair.live.enums import StreamState
from everfair.live.health.alarms import Told, alarms_of
from everfair.live.models import Stream, StreamHealth, Take

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

MOST_TILES = 200
_RUNNING = (StreamState.ON_AIR, StreamState.PAUSED, StreamState.REHEARSING)


@dataclass(frozen=True, slots=True)
class Tile:
    """One stream; `health` is None while nothing arrives."""

    stream: Stream
    has_signal: bool
    health: StreamHealth | None
    alarms: list[Told]


def tiles_of(edition: Edition, day: date | None = None) -> list[Tile]:
    """Return what runs now, and what starts on the day (today's, by the fair's clock); one query. Alarms come first."""
    moment = now()
    begins, ends = _bounds(day or moment.astimezone(ZoneInfo(edition.zone_id)).date(), edition)
    has_signal = Exists(Take.objects.filter(stream=OuterRef("pk"), ended_at__isnull=True))
    today = Q(state__in=_RUNNING) | Q(starts_at__gte=begins, starts_at__lt=ends)
    rows = (
        Stream.objects.filter(today, edition=edition)
        .annotate(has_signal=has_signal)
        .select_related("edition", "session__event", "booth__exhibitor__organisation", "health")
        .order_by("starts_at", "id")[:MOST_TILES]
    )
    tiles = [_tile(row, moment) for row in rows]
    return sorted(tiles, key=lambda tile: (not tile.alarms, tile.stream.state not in _RUNNING))


def _tile(stream: Stream, moment: datetime) -> Tile:
    has_signal = bool(getattr(stream, "has_signal", False))
    health = getattr(stream, "health", None) if has_signal else None
    return Tile(stream, has_signal, health, alarms_of(stream, health, has_signal=has_signal, at=moment))


def _bounds(day: date, edition: Edition) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, time(), ZoneInfo(edition.zone_id))
    return begins, begins + timedelta(days=1)
