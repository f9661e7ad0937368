"""What the desk of a stream shows: what arrives now, the takes, the keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from everfair.kernel.clock import now
from everfair.live.models import Stream, StreamKey, Take

if TYPE_CHECKING:
    from everfair.live.models import Invitee, Simulcast

MOST_TAKES = 20


@dataclass(frozen=True, slots=True)
class TakeRow:
    """One take, ready to be written out; `length` counts up to now while it is open."""

    take: Take
    length: timedelta


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The newest takes; `open` is the one that arrives right now."""

    rows: list[TakeRow]

    @property
    def open(self) -> TakeRow | None:
        return next((row for row in self.rows if row.take.ended_at is None), None)


def arrivals(stream: Stream) -> Arrivals:
    """Return the newest takes first; one query."""
    newest = Take.objects.filter(stream=stream).order_by("-began_at", "-id")[:MOST_TAKES]
    moment = now()
    return Arrivals([TakeRow(take, (take.ended_at or moment) - take.began_at) for take in newest])


def keys_of(stream: Stream) -> list[StreamKey]:
    """Return the keys that can be used, the newest first; one query."""
    return list(stream.keys.filter(revoked_at__isnull=True).select_related("made_by"))


def invitees_of(stream: Stream) -> list[Invitee]:
    """Return who may watch, by name; one query."""
    return list(stream.invitees.select_related("person").order_by("person__name", "id"))


def simulcasts_of(stream: Stream) -> list[Simulcast]:
    """Return the platforms that it is sent on to, in the order in which they were added; one query."""
    return list(stream.simulcasts.order_by("pk"))
