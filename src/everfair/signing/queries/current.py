"""The agreement that a negotiation has in the works."""

from __future__ import annotations

from everfair.signing.enums import AgreementState
from everfair.signing.models import Agreement


def current_agreement(negotiation_id: int) -> str | None:
    """Return the public id of the agreement that was not declined, None for none; one query."""
    rows = Agreement.objects.filter(negotiation_id=negotiation_id).exclude(state=AgreementState.DECLINED)
    return rows.values_list("public_id", flat=True).first()
