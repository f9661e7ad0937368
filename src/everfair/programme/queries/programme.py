"""Reads of the programme: one query each, rows ready to be written out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from itertools import groupby
from operator import and_
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from everfair.kernel.addresses import slug_of
from everfair.kernel.text import Text
from everfair.programme.enums import EventKind, SessionMode
from everfair.programme.models import Session

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

_COLUMNS = (
    "event__public_id",
    "event__kind",
    "title",
    "mode",
    "is_live_streamed",
    "hall",
    "starts_at",
    "ends_at",
    "event__sector__code",
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of the timetable; `starts_at` and `ends_at` are in the fair's zone."""

    event_id: str
    kind: str
    title: Text
    mode: str
    is_live_streamed: bool
    hall: Text
    starts_at: datetime
    ends_at: datetime
    sector_code: str | None

    @property
    def slug(self) -> str:
        return slug_of(self.title, self.event_id)

    @property
    def starts(self) -> str:
        return f"{self.starts_at:%H:%M}"

    @property
    def ends(self) -> str:
        return f"{self.ends_at:%H:%M}"

    @property
    def place(self) -> str:
        """Where it is: the hall, or the words for online."""
        return str(self.hall) or self.mode_label

    @property
    def kind_label(self) -> str:
        return str(EventKind(self.kind).label)

    @property
    def mode_label(self) -> str:
        return str(SessionMode(self.mode).label)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the programme, in the fair's zone."""

    date: date
    sessions: tuple[SessionRow, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see of the programme; empty means everything."""

    day: date | None = None
    kind: str = ""
    live: bool = False
    words: str = ""


def programme(edition: Edition, wish: Wish) -> list[Day]:
    """Return the days with their sessions in order of time; one query."""
    zone = ZoneInfo(edition.zone_id)
    rows = [_row(values, zone) for values in _wished(edition, wish).values_list(*_COLUMNS)]
    return [Day(day, tuple(sessions)) for day, sessions in groupby(rows, key=lambda row: row.starts_at.date())]


def highlights(edition: Edition, limit: int, *, after: datetime | None = None) -> list[SessionRow]:
    """Return sessions worth the front page: what comes next, or in a closed fair its summit forums first."""
    zone = ZoneInfo(edition.zone_id)
    sessions = Session.objects.filter(edition=edition)
    coming = list(sessions.filter(ends_at__gt=after)[:limit].values_list(*_COLUMNS)) if after else []
    if not coming:
        summit_first = sessions.filter(is_live_streamed=True).order_by("-event__kind", "starts_at")
        coming = list(summit_first[:limit].values_list(*_COLUMNS))
    return [_row(values, zone) for values in coming]


def search_programme(edition: Edition, words: str, limit: int) -> list[SessionRow]:
    """Return sessions whose event or session carries every word, in any language."""
    zone = ZoneInfo(edition.zone_id)
    return [_row(values, zone) for values in _wished(edition, Wish(words=words)).values_list(*_COLUMNS)[:limit]]


def day_counts(edition: Edition) -> list[tuple[date, int]]:
    """Return how many sessions each day has, in the fair's zone."""
    counted = (
        Session.objects.filter(edition=edition)
        .annotate(day=TruncDate("starts_at", tzinfo=ZoneInfo(edition.zone_id)))
        .order_by("day")
        .values_list("day")
        .annotate(sessions=Count("id"))
    )
    return [(day, sessions) for day, sessions in counted]


def _wished(edition: Edition, wish: Wish) -> QuerySet[Session]:
    sessions = Session.objects.filter(edition=edition)
    if wish.day:
        zone = ZoneInfo(edition.zone_id)
        sessions = sessions.annotate(day=TruncDate("starts_at", tzinfo=zone)).filter(day=wish.day)
    if wish.kind:
        sessions = sessions.filter(event__kind=wish.kind)
    if wish.live:
        sessions = sessions.filter(is_live_streamed=True)
    words = wish.words.split()
    if words:
        sessions = sessions.filter(reduce(and_, (_carries(word) for word in words)))
    return sessions


def _carries(word: str) -> Q:
    places = ("title__zh-hans", "title__en", "event__title__zh-hans", "event__title__en", "event__summary__en")
    return reduce(lambda left, place: left | Q(**{f"{place}__icontains": word}), places, Q())


def _row(values: tuple[Any, ...], zone: ZoneInfo) -> SessionRow:
    columns = list(values)
    for column in (_COLUMNS.index("starts_at"), _COLUMNS.index("ends_at")):
        columns[column] = columns[column].astimezone(zone)
    return SessionRow(*columns)
