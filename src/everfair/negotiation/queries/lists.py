"""The negotiations of an organisation, newest movement first: what waits for it, then the rest.

An organisation may have tens of thousands. So a page is cut from the front of each index that it may come
from, and the next one begins after its last row, not after so many rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from everfair.exhibition.public import ProjectCard, project_cards
from everfair.negotiation.access import side_of
from everfair.negotiation.enums import NegotiationState
from everfair.negotiation.models import Negotiation
from everfair.negotiation.queries.parties import Party, with_parties
from everfair.negotiation.waiting import cases, waits_for

if TYPE_CHECKING:
    from everfair.accounts.public import Member

MOST_COUNTED = 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ORDER = ("-moved_at", "-public_id")
_CLOSED = (NegotiationState.DECLINED, NegotiationState.WITHDRAWN, NegotiationState.CONCLUDED)


class Show(StrEnum):
    """Which part of the list; `ALL` leaves out what waits, because that stands above it; `MINE` is what I lead."""

    ALL = "all"
    WAITING = "waiting"
    MINE = "mine"
    TALKS = "talks"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list: that of a row as it was when somebody saw it."""

    moved_at: datetime
    public_id: str

    def __str__(self) -> str:
        return f"{(self.moved_at - _EPOCH) // _MICROSECOND}-{self.public_id}"

    @classmethod
    def read(cls, written: str) -> Place | None:
        """Return the place in an address, None if it is none."""
        number, _, public_id = written.partition("-")
        try:
            return cls(_EPOCH + int(number) * _MICROSECOND, public_id)
        except (ValueError, OverflowError):
            return None

    def below(self) -> Q:
        return Q(moved_at__lte=self.moved_at) & ~Q(moved_at=self.moved_at, public_id__gte=self.public_id)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `project` is None when it has been deleted."""

    party: Party
    project: ProjectCard | None


@dataclass(frozen=True, slots=True)
class Page:
    """`older` is where the next page begins, None on the last one."""

    rows: list[Row]
    older: Place | None


def page_for(member: Member, show: Show, *, limit: int, before: Place | None = None) -> Page:
    """Return a page of the list; three queries however long the list is."""
    rows = [
        Negotiation.objects.filter(part, before.below() if before else Q()).order_by(*_ORDER)
        for part in _parts(member, show)
    ]
    first, *others = (part.values_list("pk", "moved_at", "public_id")[: limit + 1] for part in rows)
    found = list(first.union(*others, all=True).order_by(*_ORDER)[: limit + 1])
    last = Place(*found[limit - 1][1:]) if len(found) > limit else None
    by_id = with_parties().in_bulk([key for key, _, _ in found[:limit]])
    return Page(_dress(member, [by_id[key] for key, _, _ in found[:limit] if key in by_id]), last)


def count_waiting(organisation_id: int) -> int:
    """Return how many negotiations wait, counted up to `MOST_COUNTED`; one query."""
    return Negotiation.objects.filter(waits_for(organisation_id))[:MOST_COUNTED].count()


def _parts(member: Member, show: Show) -> tuple[Q, ...]:
    """Cut the list into parts that one index each can serve; no row is in two of them."""
    organisation_id = member.organisation.pk
    asked, answered = Q(initiator_id=organisation_id), Q(respondent_id=organisation_id)
    unanswered, as_respondent, as_initiator = cases(organisation_id)
    if show is Show.WAITING:
        return unanswered, as_respondent, as_initiator
    if show is Show.MINE:
        return asked & Q(initiator_lead=member.person), answered & Q(respondent_lead=member.person)
    if show is Show.ALL:
        return asked & ~as_initiator, answered & ~unanswered & ~as_respondent
    state = Q(state__in=_CLOSED) if show is Show.CLOSED else Q(state=NegotiationState.ACCEPTED)
    return asked & state, answered & state


def _dress(member: Member, negotiations: Iterable[Negotiation]) -> list[Row]:
    negotiations = list(negotiations)
    cards = project_cards(row.project_id for row in negotiations if row.project_id)
    sided = ((row, side_of(member, row)) for row in negotiations)
    return [Row(Party(row, member, side), cards.get(row.project_id or 0)) for row, side in sided if side]
