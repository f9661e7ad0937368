"""What both sides have signed, as others count it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from everfair.kernel.errors import NotFound
from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.signing.enums import AgreementState
from everfair.signing.models import Agreement


@dataclass(frozen=True, slots=True)
class SignedAgreement:
    """A deal that may be counted as signed; `amount` is None where the parties did not disclose one."""

    id: int
    public_id: str
    edition_id: int
    title: Text
    first_party_id: int
    second_party_id: int
    amount: Money | None
    signed_at: datetime


def signed_agreement(public_id: str) -> SignedAgreement:
    """Return an agreement that both sides have signed; `NotFound` for any other."""
    found = Agreement.objects.filter(public_id=public_id, state=AgreementState.SIGNED)
    row = found.select_related("negotiation").defer("paper").first()
    if row is None or row.signed_at is None:
        raise NotFound
    return SignedAgreement(
        id=row.pk,
        public_id=row.public_id,
        edition_id=row.negotiation.edition_id,
        title=Text(row.terms["subject"]),
        first_party_id=row.first_party_id,
        second_party_id=row.second_party_id,
        amount=Money(row.amount_minor, row.currency) if row.amount_minor is not None else None,
        signed_at=row.signed_at,
    )
