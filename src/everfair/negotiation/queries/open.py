"""Negotiations that are not over."""

from __future__ import annotations

from everfair.negotiation.enums import OPEN_STATES
from everfair.negotiation.models import Negotiation


def open_negotiation(project_id: int, organisation_id: int) -> str | None:
    """Return the public id of the open negotiation that an organisation began about a project; one query."""
    rows = Negotiation.objects.filter(project_id=project_id, initiator_id=organisation_id, state__in=OPEN_STATES)
    return rows.values_list("public_id", flat=True).first()
