"""What signing holds about a person. Signed papers are both sides' contract: they stay, with the names in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.personal_data import Held, Holder, hold, keep, told
from everfair.signing.models import Agreement, Approval, Signature

if TYPE_CHECKING:
    from everfair.accounts.models import Person

AGREEMENT = {"agreement": "agreement__public_id"}


def tell_drafts(person: Person) -> Held:
    rows = Agreement.objects.filter(drafted_by=person)
    fields = ("public_id", "state", "version", "text_sha256", "created_at", "signed_at")
    return Held(told(rows, *fields, subject="negotiation__subject"))


def tell_approvals(person: Person) -> Held:
    rows = Approval.objects.filter(person=person)
    return Held(told(rows, "text_sha256", "approved_at", organisation="organisation__name", **AGREEMENT))


def tell_signatures(person: Person) -> Held:
    rows = Signature.objects.filter(person=person)
    fields = ("position", "certificate_serial", "file_sha256", "signed_at")
    return Held(told(rows, *fields, organisation="organisation__name", **AGREEMENT))


hold(Holder("signing.agreements", tell_drafts, keep, models=("signing.Agreement",)))
hold(Holder("signing.approvals", tell_approvals, keep, models=("signing.Approval",)))
hold(Holder("signing.signatures", tell_signatures, keep, models=("signing.Signature",)))
