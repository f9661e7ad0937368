"""A negotiation as one of its two parties sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.accounts.public import BorderQuestion, Member, border_question, memberships_of
from everfair.negotiation.access import side_of
from everfair.negotiation.enums import TURNS_OF, NegotiationState, Side
from everfair.negotiation.models import Negotiation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Party:
    """`member` speaks for `side` of the negotiation."""

    negotiation: Negotiation
    member: Member
    side: Side

    @property
    def us(self) -> Organisation:
        return self.negotiation.initiator if self.side is Side.INITIATOR else self.negotiation.respondent

    @property
    def them(self) -> Organisation:
        return self.negotiation.respondent if self.side is Side.INITIATOR else self.negotiation.initiator

    @property
    def our_lead(self) -> Person | None:
        return self.negotiation.initiator_lead if self.side is Side.INITIATOR else self.negotiation.respondent_lead

    def border_question(self) -> BorderQuestion | None:
        """Return what the person is asked before their words go to the other side; at most one query."""
        return border_question(self.member, self.them)

    @property
    def is_our_turn(self) -> bool:
        if self.negotiation.state == NegotiationState.INITIATED:
            return self.side is Side.RESPONDENT
        return self.negotiation.state == NegotiationState.ACCEPTED and self.negotiation.turn in TURNS_OF[self.side]

    @property
    def is_their_turn(self) -> bool:
        return Party(self.negotiation, self.member, self.side.other).is_our_turn


def parties_for_person(person: Person, public_id: str) -> list[Party]:
    """Return what the person may speak for in a negotiation: nothing for a stranger, twice for who acts for both.

    It counts whom the person acts for, not whom they have switched to, so that a link in a mail works.
    Two queries.
    """
    negotiation = with_parties().filter(public_id=public_id).first()
    if negotiation is None:
        return []
    sided = ((member, side_of(member, negotiation)) for member in memberships_of(person))
    return [Party(negotiation, member, side) for member, side in sided if side]


def with_parties() -> QuerySet[Negotiation]:
    return Negotiation.objects.select_related(
        "edition__fair", "initiator", "respondent", "initiator_lead", "respondent_lead"
    )
