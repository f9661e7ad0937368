"""Who may do what with an agreement: one predicate per action, no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.accounts import public as accounts
from everfair.signing.paper.terms import Side

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.negotiation.public import NegotiationCard
    from everfair.signing.models import Agreement


def side_of(member: Member, agreement: Agreement) -> Side | None:
    """Return the party that a member speaks for, None for a stranger."""
    if member.organisation.pk == agreement.first_party_id:
        return Side.FIRST
    return Side.SECOND if member.organisation.pk == agreement.second_party_id else None


def can_read(member: Member, agreement: Agreement) -> bool:
    """Open the paper: whoever follows the talks of a party."""
    return side_of(member, agreement) is not None and accounts.can_follow_negotiations(member)


def can_draft(member: Member, negotiation: NegotiationCard) -> bool:
    """Draft an agreement in talks that one's organisation takes part in."""
    parties = {negotiation.initiator_id, negotiation.respondent_id}
    return member.organisation.pk in parties and accounts.can_negotiate(member)


def can_deal(member: Member, agreement: Agreement) -> bool:
    """Revise, approve or decline."""
    return side_of(member, agreement) is not None and accounts.can_negotiate(member)


def can_sign(member: Member, agreement: Agreement) -> bool:
    """Bind one's organisation: its owner and its signatories."""
    return side_of(member, agreement) is not None and accounts.can_sign(member)
