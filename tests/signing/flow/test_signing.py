"""Two signatures on an approved agreement, and what they bring about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from everfair.accounts.enums import MemberRole
from everfair.kernel import clock
from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.models import Event
from everfair.negotiation.models import Message
from everfair.signing.certificates.pki import open_pki
from everfair.signing.domain.agreement import decline_agreement
from everfair.signing.domain.signature import sign_agreement
from everfair.signing.errors import (
    NotPossibleNow,
    SideHasSigned,
    TextChanged,
    TooManyPasswords,
    WrongPassword,
)
from everfair.signing.models import Signature
from everfair.signing.public import signed_agreement
from everfair.signing.seal.trust import trust_in
from everfair.signing.seal.verification import Verdict
from everfair.signing.seal.verify import verify
from tests.factories.accounts import PASSWORD, make_member
from tests.factories.agreements import DRAFT, Deal, make_approved, make_draft, make_signed, sign_as
from tests.factories.negotiation import colleague_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def events_of(deal: Deal) -> list[str]:
    rows = Event.objects.filter(subject_id=deal.agreement.public_id).order_by("id")
    return list(rows.values_list("name", flat=True))


def notes_of(deal: Deal) -> list[str]:
    rows = Message.objects.filter(negotiation=deal.talks.negotiation).exclude(kind="message").order_by("id")
    return list(rows.values_list("kind", flat=True))[1:]


@pytest.mark.parametrize("order", [("buyer", "seller"), ("seller", "buyer")])
def test_two_signatures_in_any_order_conclude_the_negotiation(order: tuple[str, str]) -> None:
    deal = make_approved()

    for name in order:
        sign_as(deal, getattr(deal, name))

    agreement = deal.fresh()
    checked = verify(bytes(agreement.paper or b""), trust_in(open_pki(settings.OPTIONS.home)))
    first, second = Signature.objects.all()
    assert (agreement.state, agreement.negotiation.state) == ("signed", "concluded")
    assert checked.verdict is Verdict.GENUINE
    assert (checked.agreement_id, checked.text_sha256) == (agreement.public_id, agreement.text_sha256)
    assert checked.awaited == ()
    assert [signature.name for signature in checked.signatures] == [getattr(deal, name).person.name for name in order]
    assert (first.position, second.position) == (1, 2)
    assert second.file_sha256 == agreement.paper_sha256 == checked.sha256
    assert events_of(deal)[-2:] == ["agreement.countersigning_awaited", "agreement.signed"]
    assert notes_of(deal)[-2:] == ["agreement_signed", "concluded"]


def test_signed_agreement_is_told_to_who_counts_it() -> None:
    deal = make_signed()

    told = Event.objects.get(name="agreement.signed").payload
    found = signed_agreement(deal.agreement.public_id)

    assert told == {
        "agreement": deal.agreement.public_id,
        "amount_minor": 116_000_000,
        "currency": "USD",
        "paper_sha256": deal.agreement.paper_sha256,
    }
    assert (found.amount, found.title) == (DRAFT.amount, DRAFT.subject)
    assert found.signed_at == deal.agreement.signed_at


def test_half_signed_agreement_is_not_counted() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)

    with pytest.raises(NotFound):
        signed_agreement(deal.agreement.public_id)

    assert not Event.objects.filter(name="agreement.signed").exists()
    assert deal.fresh().negotiation.state == "accepted"


def test_signature_needs_the_password() -> None:
    deal = make_approved()

    with pytest.raises(WrongPassword):
        sign_agreement(deal.agreement, actor=deal.buyer, password="guess", sha256=deal.agreement.text_sha256)

    assert not Signature.objects.exists()
    assert events_of(deal)[-1] == "agreement.step_up_failed"


def test_signature_cannot_be_guessed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = make_approved()
    moment = datetime.now(UTC)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            sign_agreement(deal.agreement, actor=deal.buyer, password="guess", sha256=deal.agreement.text_sha256)

    with pytest.raises(TooManyPasswords):
        sign_as(deal, deal.buyer)
    monkeypatch.setattr(clock, "_read", lambda: moment + timedelta(minutes=16))
    sign_as(deal, deal.buyer)

    assert deal.fresh().state == "partly_signed"


def test_signature_is_bound_to_the_text_that_was_read() -> None:
    deal = make_approved()

    with pytest.raises(TextChanged):
        sign_agreement(deal.agreement, actor=deal.buyer, password=PASSWORD, sha256="0" * 64)


def test_signature_before_both_approved_is_refused() -> None:
    deal = make_draft()

    with pytest.raises(NotPossibleNow):
        sign_as(deal, deal.buyer)


def test_side_signs_once() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)

    with pytest.raises(SideHasSigned):
        sign_as(deal, colleague_of(deal.buyer, MemberRole.SIGNATORY))

    assert Signature.objects.count() == 1


@pytest.mark.parametrize("role", [MemberRole.SALES, MemberRole.DUTY, MemberRole.STATISTICS])
def test_signature_by_who_may_not_bind_is_forbidden(role: str) -> None:
    deal = make_approved()

    with pytest.raises(Forbidden):
        sign_as(deal, colleague_of(deal.buyer, role))


def test_signature_by_a_stranger_is_forbidden() -> None:
    deal = make_approved()

    with pytest.raises(Forbidden):
        sign_as(deal, make_member())


def test_side_that_has_signed_cannot_decline() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)

    with pytest.raises(SideHasSigned):
        decline_agreement(deal.agreement, actor=deal.buyer, reason="Changed my mind.")
    decline_agreement(deal.agreement, actor=deal.seller, reason="We can't.")

    assert deal.fresh().state == "declined"


def test_signed_agreement_cannot_be_declined() -> None:
    deal = make_signed()

    with pytest.raises(NotPossibleNow):
        decline_agreement(deal.agreement, actor=deal.seller, reason="Too late.")
