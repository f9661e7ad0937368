"""Two people at the same moment over one agreement, on real connections."""

from __future__ import annotations

import pytest
from django.conf import settings

from everfair.negotiation.domain.negotiation import withdraw_negotiation
from everfair.signing.certificates.pki import open_pki
from everfair.signing.domain.agreement import approve_agreement, decline_agreement, revise_agreement
from everfair.signing.models import Agreement, Approval, Signature
from everfair.signing.seal.trust import trust_in
from everfair.signing.seal.verify import verify
from tests.factories.agreements import changed, make_approved, make_draft, sign_as
from tests.factories.negotiation import colleague_of, make_talks
from tests.racing import at_once

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def test_both_sides_draft_at_once() -> None:
    talks = make_talks()

    found = at_once(*[lambda: make_draft(talks)] * 3)

    assert sorted(found) == ["", "already_drafted", "already_drafted"]
    assert Agreement.objects.count() == 1


def test_both_sides_sign_at_once() -> None:
    deal = make_approved()

    found = at_once(lambda: sign_as(deal, deal.buyer), lambda: sign_as(deal, deal.seller))

    agreement = deal.fresh()
    checked = verify(bytes(agreement.paper or b""), trust_in(open_pki(settings.OPTIONS.home)))
    assert found == ["", ""]
    assert (agreement.state, agreement.negotiation.state) == ("signed", "concluded")
    assert checked.is_genuine
    assert len(checked.signatures) == 2


def test_two_signatories_of_one_side_sign_at_once() -> None:
    deal = make_approved()
    colleague = colleague_of(deal.buyer, "signatory")

    found = at_once(lambda: sign_as(deal, deal.buyer), lambda: sign_as(deal, colleague))

    assert sorted(found) == ["", "side_has_signed"]
    assert Signature.objects.count() == 1


def test_both_sides_approve_at_once() -> None:
    deal = make_draft()
    sha256 = deal.agreement.text_sha256

    found = at_once(
        lambda: approve_agreement(deal.agreement, actor=deal.buyer, sha256=sha256),
        lambda: approve_agreement(deal.agreement, actor=deal.seller, sha256=sha256),
    )

    assert found == ["", ""]
    assert deal.fresh().state == "approved"


@pytest.mark.parametrize("round_number", range(3))
def test_one_approves_while_the_other_revises(round_number: int) -> None:
    deal = make_draft()
    approve_agreement(deal.agreement, actor=deal.seller, sha256=deal.agreement.text_sha256)

    approval, revision = at_once(
        lambda: approve_agreement(deal.agreement, actor=deal.buyer, sha256=deal.agreement.text_sha256),
        lambda: revise_agreement(
            deal.agreement, actor=deal.seller, draft=changed(term_months=6 + round_number), version=1
        ),
    )

    agreement = deal.fresh()
    if approval == "":
        assert (revision, agreement.state, agreement.version) == ("not_possible_now", "approved", 1)
    else:
        assert (approval, revision, agreement.state) == ("text_changed", "", "draft")
        assert not Approval.objects.exists()


def test_one_signs_while_the_other_declines() -> None:
    deal = make_approved()

    signature, refusal = at_once(
        lambda: sign_as(deal, deal.buyer),
        lambda: decline_agreement(deal.agreement, actor=deal.seller, reason="No."),
    )

    assert refusal == ""
    assert signature in {"", "not_possible_now"}
    assert deal.fresh().state == "declined"


def test_last_signature_races_the_end_of_the_talks() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)

    signature, end = at_once(
        lambda: sign_as(deal, deal.seller),
        lambda: withdraw_negotiation(deal.talks.negotiation, actor=deal.buyer),
    )

    agreement = deal.fresh()
    outcome = (signature, end, agreement.state, agreement.negotiation.state)
    assert outcome in {
        ("", "already_answered", "signed", "concluded"),
        ("not_in_talks", "", "partly_signed", "withdrawn"),
    }
