"""The negotiations of an organisation: what waits for it first, then the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from everfair.exhibition.public import ProjectCard, project_cards
from everfair.negotiation.access import side_of
from everfair.negotiation.enums import NegotiationState
from everfair.negotiation.queries.parties import Party, with_parties
from everfair.negotiation.waiting import waits_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.public import Member
    from everfair.negotiation.models import Negotiation


class Show(StrEnum):
    """Which part of the list."""

    ALL = "all"
    WAITING = "waiting"
    TALKS = "talks"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `project` is None when it has been deleted."""

    party: Party
    project: ProjectCard | None


def waiting_of(organisation_id: int) -> QuerySet[Negotiation]:
    """Return what waits for an organisation, newest movement first."""
    return _newest(with_parties().filter(waits_for(organisation_id)))


def negotiations_of(organisation_id: int, show: Show = Show.ALL) -> QuerySet[Negotiation]:
    """Return an organisation's negotiations, newest movement first; `ALL` leaves out what waits for it."""
    mine = with_parties().filter(Q(initiator_id=organisation_id) | Q(respondent_id=organisation_id))
    if show is Show.WAITING:
        return waiting_of(organisation_id)
    if show is Show.TALKS:
        return _newest(mine.filter(state=NegotiationState.ACCEPTED))
    if show is Show.CLOSED:
        closed = (NegotiationState.DECLINED, NegotiationState.WITHDRAWN, NegotiationState.CONCLUDED)
        return _newest(mine.filter(state__in=closed))
    return _newest(mine.exclude(waits_for(organisation_id)))


def rows_for(member: Member, negotiations: Iterable[Negotiation]) -> list[Row]:
    """Dress negotiations for the list; one query for all their projects."""
    negotiations = list(negotiations)
    cards = project_cards(row.project_id for row in negotiations if row.project_id)
    sided = ((row, side_of(member, row)) for row in negotiations)
    return [Row(Party(row, member, side), cards.get(row.project_id or 0)) for row, side in sided if side]


def _newest(rows: QuerySet[Negotiation]) -> QuerySet[Negotiation]:
    return rows.order_by("-moved_at", "-id")
