"""A person's notices, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q

from everfair.notifications.kinds import Kind, all_kinds, kind_of
from everfair.notifications.models import Notification
from everfair.notifications.wording import Wording, word

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import Person

PER_PAGE = 30
MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as it is shown."""

    notification: Notification
    kind: Kind
    wording: Wording


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the page after this one, "" if there is none."""

    lines: Sequence[Line]
    next: str


def page_of(person: Person, *, language: str, kind: str = "", before: str = "") -> Page:
    """Return one page of the list; `before` is the identifier of the last line seen. At most two queries."""
    rows = listed(person).select_related("organisation").order_by("-at", "-id")
    if kind:
        rows = rows.filter(kind=kind)
    last = listed(person).filter(public_id=before).values_list("at", "id").first() if before else None
    if last:
        rows = rows.filter(Q(at__lt=last[0]) | Q(at=last[0], id__lt=last[1]))
    found = list(rows[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return Page([_line(row, language) for row in shown], shown[-1].public_id if len(found) > PER_PAGE else "")


def by_day(lines: Sequence[Line], zone: str) -> Iterator[tuple[date, list[Line]]]:
    """Group lines by the reader's own calendar day."""
    here = ZoneInfo(zone)
    for day, group in groupby(lines, key=lambda line: line.notification.at.astimezone(here).date()):
        yield day, list(group)


def kinds_of(person: Person) -> list[Kind]:
    """Return the kinds that the person's list has, for its filter; one query."""
    keys = set(listed(person).order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in all_kinds() if kind.key in keys]


def count_new(person: Person) -> int:
    """Return how many lines the person has not seen yet, counted up to a hundred; one query."""
    return listed(person).filter(seen_at=None)[:MOST_COUNTED].count()


def has_unread(person: Person) -> bool:
    return listed(person).filter(read_at=None).exists()


def listed(person: Person) -> QuerySet[Notification]:
    """Return what the person's list shows; kinds that only an older Everfair knew stay out."""
    return Notification.objects.filter(person=person, is_listed=True, kind__in=[kind.key for kind in all_kinds()])


def _line(row: Notification, language: str) -> Line:
    kind = kind_of(row.kind)
    if kind is None:
        raise LookupError(row.kind)
    return Line(row, kind, word(kind, row.words, language))
