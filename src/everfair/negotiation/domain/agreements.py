"""What agreements do to the negotiation that they belong to; called by signing, in its transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.clock import now
from everfair.kernel.realtime import publish
from everfair.negotiation.domain.history import pass_turn, tell, tell_lists, write_line
from everfair.negotiation.enums import NEGOTIATION_MOVES, MessageKind, NegotiationState, Turn
from everfair.negotiation.errors import NotInTalks
from everfair.negotiation.models import Negotiation

if TYPE_CHECKING:
    from everfair.accounts.public import Member


def lock_talks(negotiation_id: int) -> NegotiationState:
    """Hold the talks still until the caller's transaction ends, and return their state.

    Lock them before the agreement's own row, always: so no two writers wait for each other.
    """
    negotiation = Negotiation.objects.select_for_update().only("state").get(pk=negotiation_id)
    return NegotiationState(negotiation.state)


def ensure_in_talks(state: NegotiationState) -> None:
    """Raise `NotInTalks` when the talks are over, or have not begun."""
    if NegotiationState.CONCLUDED not in NEGOTIATION_MOVES[state]:
        raise NotInTalks(state=state.label)


def note_agreement(
    negotiation_id: int, kind: MessageKind, *, actor: Member, link: str, body: str = "", both_turn: bool = False
) -> None:
    """Write a note of the agreement into the history and pass the turn; after `lock_talks`."""
    negotiation = _with_parties(negotiation_id)
    if both_turn:
        negotiation.turn = Turn.BOTH
    else:
        pass_turn(negotiation, actor=actor)
    negotiation.moved_at = now()
    negotiation.save(update_fields=["turn", "moved_at"])
    write_line(negotiation, actor=actor, kind=kind, body=body, link=link)
    publish(negotiation.channel, "moved", {"state": negotiation.state})
    tell_lists(negotiation, negotiation.initiator.public_id, negotiation.respondent.public_id)


def conclude(negotiation_id: int, *, actor: Member, agreement: str, link: str) -> None:
    """End the talks with an agreement that both sides have signed; after `lock_talks`."""
    negotiation = _with_parties(negotiation_id)
    negotiation.state = NegotiationState.CONCLUDED
    negotiation.turn = ""
    negotiation.concluded_at = negotiation.moved_at = now()
    negotiation.save()
    write_line(negotiation, actor=actor, kind=MessageKind.CONCLUDED, link=link)
    tell(negotiation, "negotiation.concluded", actor=actor, agreement=agreement)


def _with_parties(negotiation_id: int) -> Negotiation:
    return Negotiation.objects.select_related("edition", "initiator", "respondent").get(pk=negotiation_id)
