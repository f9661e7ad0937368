"""How fast an organisation usually answers."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from everfair.negotiation.models import Negotiation

_LATEST = 50
_FEWEST = 3


def usual_reply_time(organisation_id: int) -> timedelta | None:
    """Return the median over its latest answers, None for fewer than three; one query."""
    answered = Negotiation.objects.filter(respondent_id=organisation_id, answered_at__isnull=False)
    pairs = answered.order_by("-moved_at").values_list("initiated_at", "answered_at")[:_LATEST]
    seconds = [(answered_at - initiated_at).total_seconds() for initiated_at, answered_at in pairs if answered_at]
    return timedelta(seconds=median(seconds)) if len(seconds) >= _FEWEST else None
