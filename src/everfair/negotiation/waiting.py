"""When a negotiation waits for an organisation."""

from __future__ import annotations

from django.db.models import Q

from everfair.negotiation.enums import TURNS_OF, NegotiationState, Side


def waits_for(organisation_id: int) -> Q:
    """Match requests that the organisation has to answer, and talks in which it is its turn.

    Three partial indexes of the table serve the three cases.
    """
    in_talks = Q(state=NegotiationState.ACCEPTED)
    return (
        Q(respondent_id=organisation_id, state=NegotiationState.INITIATED)
        | (in_talks & Q(respondent_id=organisation_id, turn__in=TURNS_OF[Side.RESPONDENT]))
        | (in_talks & Q(initiator_id=organisation_id, turn__in=TURNS_OF[Side.INITIATOR]))
    )
