"""A negotiation as other apps see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.exhibition.public import project_cards
from everfair.kernel.access import require
from everfair.kernel.errors import NotFound
from everfair.kernel.text import Text
from everfair.negotiation.access import can_see, side_of
from everfair.negotiation.enums import Side
from everfair.negotiation.models import Negotiation
from everfair.negotiation.queries.lists import count_waiting

if TYPE_CHECKING:
    from everfair.accounts.public import Member


@dataclass(frozen=True, slots=True)
class NegotiationCard:
    """What a party may know; `side` is the member's. `supply_mode` is the project's, None if that is gone."""

    id: int
    public_id: str
    subject: str
    state: str
    side: Side
    edition_id: int
    edition_slug: str
    edition_name: Text
    initiator_id: int
    respondent_id: int
    supply_mode: int | None
    channel: str


def negotiation_for_party(member: Member, public_id: str) -> NegotiationCard:
    """Return the negotiation that the member's organisation takes part in; `NotFound` for a stranger.

    `Forbidden` for a member who sees figures only. Two queries.
    """
    row = Negotiation.objects.select_related("edition").filter(public_id=public_id).first()
    side = side_of(member, row) if row else None
    if row is None or side is None:
        raise NotFound
    require(can_see(member, row))
    project = project_cards([row.project_id]).get(row.project_id) if row.project_id else None
    return NegotiationCard(
        id=row.pk,
        public_id=row.public_id,
        subject=row.subject,
        state=row.state,
        side=side,
        edition_id=row.edition_id,
        edition_slug=row.edition.slug,
        edition_name=row.edition.name,
        initiator_id=row.initiator_id,
        respondent_id=row.respondent_id,
        supply_mode=project.supply_mode if project else None,
        channel=row.channel,
    )


def waiting_for(member: Member) -> int:
    """Return how many negotiations wait for the member's organisation, counted up to a thousand; one query."""
    return count_waiting(member.organisation.pk)
