"""An agreement from its draft to the text that both sides have approved."""

from __future__ import annotations

import hashlib

import pytest
from django.conf import settings

from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.kernel.money import Money
from everfair.negotiation.domain.negotiation import withdraw_negotiation
from everfair.negotiation.models import Message
from everfair.negotiation.public import NotInTalks, negotiation_for_party
from everfair.signing.certificates.pki import open_pki
from everfair.signing.domain.agreement import approve_agreement, decline_agreement, draft_agreement, revise_agreement
from everfair.signing.errors import (
    AlreadyApproved,
    AlreadyDrafted,
    NothingChanged,
    NotPossibleNow,
    TextChanged,
)
from everfair.signing.models import Agreement
from everfair.signing.paper.terms import AgreementTerms, BadTerms
from everfair.signing.paper.text import text_sha256
from everfair.signing.seal.trust import trust_in
from everfair.signing.seal.verification import Verdict
from everfair.signing.seal.verify import verify
from tests.factories.accounts import make_member
from tests.factories.agreements import DRAFT, Deal, changed, make_approved, make_draft, sign_as
from tests.factories.negotiation import colleague_of, make_request, make_talks

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def events_of(deal: Deal) -> list[str]:
    rows = Event.objects.filter(subject_id=deal.agreement.public_id).order_by("id")
    return list(rows.values_list("name", flat=True))


def notes_of(deal: Deal) -> list[str]:
    rows = Message.objects.filter(negotiation=deal.talks.negotiation).exclude(kind="message").order_by("id")
    return list(rows.values_list("kind", flat=True))[1:]


def test_draft_prints_the_parties_from_their_records() -> None:
    deal = make_draft()

    terms = AgreementTerms.from_json(deal.fresh().terms)
    assert terms.agreement_id == deal.agreement.public_id
    assert (terms.first_party.name, terms.second_party.name) == (
        deal.buyer.organisation.name,
        deal.seller.organisation.name,
    )
    assert dict(terms.first_party.place) == {"zh-hans": "泰国", "en": "Thailand"}
    assert deal.agreement.text_sha256 == text_sha256(terms)
    assert (deal.agreement.amount_minor, deal.agreement.currency) == (116_000_000, "USD")
    assert (events_of(deal), notes_of(deal)) == (["agreement.drafted"], ["agreement_drafted"])


def test_draft_without_an_amount_stays_undisclosed() -> None:
    agreement = make_draft(draft=changed(amount=None)).fresh()

    assert (agreement.amount_minor, agreement.currency) == (None, "")


def test_second_draft_leads_to_the_first() -> None:
    deal = make_draft()

    with pytest.raises(AlreadyDrafted) as caught:
        make_draft(deal.talks)

    assert caught.value.agreement == deal.agreement.public_id


def test_draft_before_the_answer_is_refused() -> None:
    with pytest.raises(NotInTalks):
        make_draft(make_request())


def test_draft_by_a_stranger_is_forbidden() -> None:
    talks = make_talks()
    card = negotiation_for_party(talks.buyer, talks.negotiation.public_id)

    with pytest.raises(Forbidden):
        draft_agreement(card, actor=make_member(), draft=DRAFT)


def test_draft_with_impossible_terms_names_the_field() -> None:
    with pytest.raises(BadTerms) as caught:
        make_draft(draft=changed(term_months=0))

    assert caught.value.field == "term_months"


def test_revision_is_a_new_version_that_nobody_has_approved() -> None:
    deal = make_draft()
    approve_agreement(deal.agreement, actor=deal.buyer, sha256=deal.agreement.text_sha256)

    revised = revise_agreement(
        deal.agreement, actor=deal.seller, draft=changed(amount=Money(100_000_000, "USD")), version=1
    )

    assert (revised.version, revised.amount_minor) == (2, 100_000_000)
    assert revised.text_sha256 != deal.agreement.text_sha256
    assert not revised.approvals.exists()
    assert deal.fresh().negotiation.turn == "initiator"


def test_revision_back_to_an_approved_text_is_not_approved() -> None:
    deal = make_draft()
    approve_agreement(deal.agreement, actor=deal.buyer, sha256=deal.agreement.text_sha256)
    revise_agreement(deal.agreement, actor=deal.seller, draft=changed(term_months=6), version=1)
    back = revise_agreement(deal.agreement, actor=deal.seller, draft=DRAFT, version=2)

    approve_agreement(back, actor=deal.seller, sha256=back.text_sha256)

    assert back.text_sha256 == deal.agreement.text_sha256
    assert deal.fresh().state == "draft"


def test_revision_of_an_older_version_is_told() -> None:
    deal = make_draft()
    revise_agreement(deal.agreement, actor=deal.seller, draft=changed(term_months=6), version=1)

    with pytest.raises(TextChanged):
        revise_agreement(deal.agreement, actor=deal.buyer, draft=changed(term_months=9), version=1)

    assert deal.fresh().terms["term_months"] == 6


def test_revision_without_a_change_keeps_the_approvals() -> None:
    deal = make_draft()
    approve_agreement(deal.agreement, actor=deal.buyer, sha256=deal.agreement.text_sha256)

    with pytest.raises(NothingChanged):
        revise_agreement(deal.agreement, actor=deal.seller, draft=DRAFT, version=1)

    assert deal.fresh().approvals.count() == 1


def test_approval_of_both_freezes_the_text_and_makes_its_paper() -> None:
    deal = make_approved()

    paper = bytes(deal.agreement.paper or b"")
    assert deal.agreement.state == "approved"
    assert paper.startswith(b"%PDF-")
    assert deal.agreement.paper_sha256 == hashlib.sha256(paper).hexdigest()
    assert verify(paper, trust_in(open_pki(settings.OPTIONS.home))).verdict is Verdict.UNSIGNED
    assert events_of(deal) == ["agreement.drafted", "agreement.approved", "agreement.frozen"]
    assert deal.fresh().negotiation.turn == "both"


def test_approval_of_another_text_is_refused() -> None:
    deal = make_draft()

    with pytest.raises(TextChanged):
        approve_agreement(deal.agreement, actor=deal.buyer, sha256="0" * 64)

    assert not deal.fresh().approvals.exists()


def test_approval_counts_once_a_side() -> None:
    deal = make_draft()
    approve_agreement(deal.agreement, actor=deal.buyer, sha256=deal.agreement.text_sha256)

    with pytest.raises(AlreadyApproved):
        approve_agreement(deal.agreement, actor=colleague_of(deal.buyer), sha256=deal.agreement.text_sha256)

    assert deal.fresh().state == "draft"


def test_frozen_text_cannot_be_revised() -> None:
    deal = make_approved()

    with pytest.raises(NotPossibleNow):
        revise_agreement(deal.agreement, actor=deal.buyer, draft=changed(term_months=6), version=1)


def test_declined_agreement_leaves_the_talks_open_for_another() -> None:
    deal = make_approved()

    decline_agreement(deal.agreement, actor=deal.seller, reason=" The board said no. ")

    again = make_draft(deal.talks)
    assert (deal.fresh().state, deal.fresh().decline_reason) == ("declined", "The board said no.")
    assert again.agreement.public_id != deal.agreement.public_id
    assert Agreement.objects.count() == 2


def test_agreement_goes_no_further_when_the_talks_have_ended() -> None:
    deal = make_approved()
    withdraw_negotiation(deal.talks.negotiation, actor=deal.seller)

    with pytest.raises(NotInTalks):
        sign_as(deal, deal.buyer)
