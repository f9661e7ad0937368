"""Who may do what in a negotiation: one predicate per action, no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.accounts.public import can_follow_negotiations, can_negotiate
from everfair.negotiation.enums import Side

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.negotiation.models import Intent, Negotiation


def side_of(member: Member, negotiation: Negotiation) -> Side | None:
    """Return the side that a member speaks for, None for a stranger."""
    if member.organisation.pk == negotiation.initiator_id:
        return Side.INITIATOR
    return Side.RESPONDENT if member.organisation.pk == negotiation.respondent_id else None


def can_request(member: Member) -> bool:
    return can_negotiate(member)


def can_see(member: Member, negotiation: Negotiation) -> bool:
    """Read everything; every role of both sides may, but the one that sees figures only."""
    return side_of(member, negotiation) is not None and can_follow_negotiations(member)


def can_speak(member: Member, negotiation: Negotiation) -> bool:
    """Write messages and record intents."""
    return can_see(member, negotiation) and can_negotiate(member)


def can_answer(member: Member, negotiation: Negotiation) -> bool:
    """Accept or decline the request."""
    return side_of(member, negotiation) is Side.RESPONDENT and can_negotiate(member)


def can_withdraw(member: Member, negotiation: Negotiation) -> bool:
    """Take a request back (its initiator), or break off talks (either side)."""
    may_end = negotiation.answered_at is not None or side_of(member, negotiation) is Side.INITIATOR
    return may_end and can_speak(member, negotiation)


def can_confirm(member: Member, intent: Intent) -> bool:
    """Confirm what the other side has recorded."""
    return can_speak(member, intent.negotiation) and intent.organisation_id != member.organisation.pk
