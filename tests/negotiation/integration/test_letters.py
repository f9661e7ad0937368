"""Mail to the other side's people, each in their own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.kernel.events import deliver, subscribers
from everfair.kernel.models import Event
from everfair.negotiation.domain.negotiation import accept_negotiation, decline_negotiation
from everfair.negotiation.tasks import send_notice
from tests.factories.accounts import make_member
from tests.factories.negotiation import colleague_of, make_request

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def letters() -> list[EmailMessage]:
    """Do what the worker does: deliver the newest event to its subscribers, then run the jobs that they queued."""
    event = Event.objects.latest("id")
    for subscriber in subscribers[event.name]:
        deliver(event.pk, subscriber)
        deliver(event.pk, subscriber)
    for job in ProcrastinateJob.objects.filter(queue_name="mail").order_by("id"):
        send_notice(**job.args)
    return list(mail.outbox)


def test_request_is_mailed_to_everybody_who_may_answer() -> None:
    seller = make_member()
    seller.person.language = "zh-hans"
    seller.person.save()
    colleague = colleague_of(seller)
    colleague_of(seller, "statistics")
    asked = make_request(seller=seller, subject="12 hospitals")

    first, second = letters()

    assert ([first.to, second.to]) == [[seller.person.email], [colleague.person.email]]
    assert "邀请洽谈：12 hospitals" in first.subject
    assert second.subject == f"{asked.buyer.organisation.name['en']} asks you to negotiate: 12 hospitals"
    assert f"/negotiations/{asked.negotiation.public_id}" in second.body
    assert str(second.body).startswith("Service Company")


def test_acceptance_is_mailed_to_who_asked() -> None:
    asked = make_request()
    accept_negotiation(asked.negotiation, actor=asked.seller)

    (letter,) = letters()

    assert letter.to == [asked.buyer.person.email]
    assert "accepted" in letter.subject


def test_refusal_is_mailed_with_its_reason_unescaped() -> None:
    asked = make_request()
    decline_negotiation(asked.negotiation, actor=asked.seller, reason="Fully booked & <busy>.")

    (letter,) = letters()

    assert "Fully booked & <busy>." in letter.body


def test_subject_cannot_smuggle_a_header() -> None:
    make_request(subject="Hello\r\nBcc: everybody@example.org")

    (letter,) = letters()

    assert "\n" not in letter.subject
    assert letter.recipients() == letter.to
