"""Who is told what of an agreement: the side that has to act next, and both when it is done."""

from __future__ import annotations

import pytest

from everfair.notifications.models import Notification
from everfair.signing.domain.agreement import approve_agreement, decline_agreement
from tests.factories.agreements import make_approved, make_draft, sign_as
from tests.factories.negotiation import colleague_of
from tests.factories.notifications import deliver_newest

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def told() -> set[tuple[str, int]]:
    return set(Notification.objects.values_list("kind", "person_id"))


def test_draft_waits_for_the_other_sides_approval() -> None:
    deal = make_draft()

    deliver_newest()

    assert told() == {("agreement_to_approve", deal.seller.person.pk)}


def test_approval_by_one_side_gathers_with_the_draft() -> None:
    deal = make_draft()
    deliver_newest()
    approve_agreement(deal.agreement, actor=deal.buyer, sha256=deal.agreement.text_sha256)

    deliver_newest()

    assert Notification.objects.get().times == 2


def test_frozen_text_is_to_be_signed_by_both_but_whoever_froze_it_knows() -> None:
    deal = make_draft()
    colleague = colleague_of(deal.seller)
    for actor in (deal.buyer, deal.seller):
        approve_agreement(deal.agreement, actor=actor, sha256=deal.agreement.text_sha256)

    deliver_newest()

    ready = {person for kind, person in told() if kind == "agreement_to_sign"}
    assert ready == {deal.buyer.person.pk, colleague.person.pk}


def test_first_signature_waits_for_the_second_and_the_second_is_told_to_the_first() -> None:
    deal = make_approved()
    sign_as(deal, deal.buyer)
    deliver_newest()
    assert told() == {("agreement_to_sign", deal.seller.person.pk)}

    sign_as(deal, deal.seller)
    deliver_newest("agreement.signed")

    assert ("agreement_signed", deal.buyer.person.pk) in told()


def test_refusal_is_told_with_its_reason() -> None:
    deal = make_draft()
    decline_agreement(deal.agreement, actor=deal.seller, reason="Too early.")

    deliver_newest("agreement.declined")

    line = Notification.objects.get(kind="agreement_declined")
    assert (line.person, line.words["reason"]) == (deal.buyer.person, "Too early.")
