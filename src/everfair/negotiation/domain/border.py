"""Before a person's name and words cross the border, that person was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.accounts.public import ensure_border_consent
from everfair.negotiation.access import side_of
from everfair.negotiation.enums import Side

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.negotiation.models import Negotiation


def ensure_may_cross(negotiation: Negotiation, *, actor: Member) -> None:
    """Raise `BorderConsentMissing` for who was not asked about the other side yet; at most one query."""
    asks = side_of(actor, negotiation) is Side.INITIATOR
    ensure_border_consent(actor, negotiation.respondent if asks else negotiation.initiator)
