"""What the other side's people are told, each in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.negotiation.domain.negotiation import accept_negotiation, decline_negotiation, withdraw_negotiation
from everfair.negotiation.domain.talks import confirm_intent, post_message, record_intent
from everfair.notifications.models import Delivery, Notification
from tests.factories.accounts import make_member
from tests.factories.negotiation import colleague_of, make_request, make_talks
from tests.factories.notifications import deliver_newest, work_off

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from everfair.accounts.member import Member

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def told() -> list[tuple[str, int]]:
    """Return kind and reader of every notice."""
    return list(Notification.objects.order_by("id").values_list("kind", "person_id"))


def only(kind: str, member: Member) -> list[tuple[str, int]]:
    return [(kind, member.person.pk)]


def test_request_is_mailed_to_everybody_who_may_answer(mailoutbox: list[EmailMessage]) -> None:
    seller = make_member()
    seller.person.language = "zh-hans"
    seller.person.save()
    colleague = colleague_of(seller)
    colleague_of(seller, "statistics")
    asked = make_request(seller=seller, subject="12 hospitals")

    work_off()

    first, second = mailoutbox
    assert ([first.to, second.to]) == [[seller.person.email], [colleague.person.email]]
    assert "邀请洽谈：12 hospitals" in first.subject
    assert second.subject == f"{asked.buyer.organisation.name['en']} asks you to negotiate: 12 hospitals"
    assert f"/negotiations/{asked.negotiation.public_id}" in str(second.body)
    assert str(second.body).startswith("Service Company")


def test_acceptance_is_mailed_to_who_asked(mailoutbox: list[EmailMessage]) -> None:
    asked = make_request()
    accept_negotiation(asked.negotiation, actor=asked.seller)

    work_off()

    (letter,) = mailoutbox
    assert letter.to == [asked.buyer.person.email]
    assert "accepted" in letter.subject


def test_refusal_is_mailed_with_its_reason_unescaped(mailoutbox: list[EmailMessage]) -> None:
    asked = make_request()
    decline_negotiation(asked.negotiation, actor=asked.seller, reason="Fully booked & <busy>.")

    work_off()

    (letter,) = mailoutbox
    assert "Fully booked & <busy>." in str(letter.body)


def test_subject_cannot_smuggle_a_header(mailoutbox: list[EmailMessage]) -> None:
    make_request(subject="Hello\r\nBcc: everybody@example.org")

    work_off()

    (letter,) = mailoutbox
    assert "\n" not in letter.subject
    assert letter.recipients() == letter.to


def test_messages_gather_in_one_line_of_the_other_side() -> None:
    talks = make_talks()
    for words in ("One.", "Two.", "Three."):
        post_message(talks.negotiation, actor=talks.buyer, body=words)
        deliver_newest()

    assert told() == only("negotiation_message", talks.seller)
    assert Notification.objects.get().times == 3
    assert Delivery.objects.filter(channel="mail").count() == 1


def test_intent_is_told_to_the_other_side_and_its_confirmation_back() -> None:
    talks = make_talks()
    intent = record_intent(talks.negotiation, actor=talks.buyer, summary="Forty bridges.", amount=None)
    deliver_newest()
    assert told() == only("negotiation_intent_recorded", talks.seller)

    confirm_intent(intent, actor=talks.seller)
    deliver_newest()

    assert told()[1:] == only("negotiation_intent_confirmed", talks.buyer)


def test_end_of_talks_is_told_to_the_other_side() -> None:
    talks = make_talks()
    withdraw_negotiation(talks.negotiation, actor=talks.seller)

    deliver_newest()

    assert told() == only("negotiation_withdrawn", talks.buyer)
