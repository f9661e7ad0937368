"""When a negotiation waits for an organisation."""

from __future__ import annotations

from django.db.models import Q

from everfair.negotiation.enums import TURNS_OF, NegotiationState, Side

_IN_TALKS = Q(state=NegotiationState.ACCEPTED)
_UNANSWERED = Q(state=NegotiationState.INITIATED)


def cases(organisation_id: int) -> tuple[Q, Q, Q]:
    """Return the three cases: a request to answer, our turn as respondent, our turn as initiator.

    A partial index of the table serves each, newest first.
    """
    return (
        Q(respondent_id=organisation_id) & _UNANSWERED,
        Q(respondent_id=organisation_id, turn__in=TURNS_OF[Side.RESPONDENT]) & _IN_TALKS,
        Q(initiator_id=organisation_id, turn__in=TURNS_OF[Side.INITIATOR]) & _IN_TALKS,
    )


def waits_for(organisation_id: int) -> Q:
    """Match what waits for an organisation."""
    unanswered, as_respondent, as_initiator = cases(organisation_id)
    return unanswered | as_respondent | as_initiator
