"""Negotiations counted: what waits in several organisations, what one of them comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from everfair.negotiation.enums import TURNS_OF, NegotiationState, Side
from everfair.negotiation.models import Negotiation

if TYPE_CHECKING:
    from everfair.accounts.public import Member

_IN_TALKS = Q(state=NegotiationState.ACCEPTED)
# One partial index of the table serves each.
_WAITING = (
    (Side.RESPONDENT, Q(state=NegotiationState.INITIATED)),
    (Side.RESPONDENT, _IN_TALKS & Q(turn__in=TURNS_OF[Side.RESPONDENT])),
    (Side.INITIATOR, _IN_TALKS & Q(turn__in=TURNS_OF[Side.INITIATOR])),
)


def count_waiting_in(members: Sequence[Member]) -> dict[int, int]:
    """Return how many negotiations wait, by the organisation's row id; three queries however many organisations."""
    ids = [member.organisation.pk for member in members]
    counts: Counter[int] = Counter()
    for side, waits in _WAITING:
        rows = Negotiation.objects.filter(waits, **{f"{side}_id__in": ids}).values_list(f"{side}_id")
        counts.update(dict(rows.annotate(count=Count("*"))))
    return counts


def negotiates(organisation_id: int) -> bool:
    """Tell whether an organisation has ever asked or been asked; one query."""
    return Negotiation.objects.filter(_of(organisation_id)).exists()


def count_states(organisation_id: int) -> dict[str, int]:
    """Return how many negotiations an organisation has in each state; one query."""
    rows = Negotiation.objects.filter(_of(organisation_id)).values_list("state")
    return dict(rows.annotate(count=Count("*")))


def _of(organisation_id: int) -> Q:
    return Q(initiator_id=organisation_id) | Q(respondent_id=organisation_id)
