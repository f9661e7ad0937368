"""Organisations as others see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from everfair.accounts.countries import name_of_country
from everfair.accounts.enums import OrganisationState, VerificationLevel
from everfair.accounts.models import Organisation
from everfair.kernel.errors import NotFound
from everfair.kernel.models import Event
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.accounts.member import Member


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """What anybody may know of an organisation."""

    id: int
    public_id: str
    name: Text
    kind: str
    state: str
    country: str | None
    place: str
    is_overseas: bool
    level: int = VerificationLevel.NONE
    fortune_500_year: int | None = None

    def country_name(self, language: str) -> str:
        return name_of_country(self.country, language)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operator decided, when, and why."""

    approved: bool
    reason: str
    at: datetime


def organisation_cards(ids: Iterable[int]) -> dict[int, OrganisationCard]:
    """Return cards by row id; one query however many."""
    return {row.pk: card_of(row) for row in Organisation.objects.filter(pk__in=set(ids))}


def organisation_for_negotiation(public_id: str) -> OrganisationCard:
    """Return the card of an organisation that may be negotiated with; `NotFound` for none or a refused one."""
    found = Organisation.objects.filter(public_id=public_id).exclude(state=OrganisationState.REFUSED).first()
    if found is None:
        raise NotFound
    return card_of(found)


def card_of(organisation: Organisation) -> OrganisationCard:
    return OrganisationCard(
        id=organisation.pk,
        public_id=organisation.public_id,
        name=organisation.name,
        kind=organisation.kind,
        state=organisation.state,
        country=organisation.country,
        place=organisation.place,
        is_overseas=organisation.is_overseas,
        level=organisation.level,
        fortune_500_year=organisation.fortune_500_year,
    )


def answers_to(members: Iterable[Member]) -> dict[str, Answer]:
    """Return the latest decision per organisation (by public id), read from the event log; one query."""
    events = Event.objects.filter(
        subject_kind="accounts.organisation",
        subject_id__in=[member.organisation.public_id for member in members],
        name__in=["organisation.approved", "organisation.refused"],
    ).order_by("id")
    return {event.subject_id: _answer(event) for event in events}


def _answer(event: Event) -> Answer:
    payload: dict[str, Any] = event.payload
    return Answer(event.name == "organisation.approved", payload.get("reason", ""), event.occurred_at)
