"""Telling people: once an event, gathered by thread, as each of them wants it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.notifications.domain.wishes import Times, change_wishes
from everfair.notifications.enums import Channel, Rhythm
from everfair.notifications.models import Delivery, Notification
from tests.factories.accounts import PersonFactory
from tests.factories.notifications import make_event, tell

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

ALWAYS = Times(Rhythm.AT_ONCE, 8, None, None)


def test_same_event_is_told_once_a_person() -> None:
    person, event = PersonFactory.create(), make_event()

    first, again = tell(person, event=event), tell(person, event=event)

    assert first == again
    assert Notification.objects.count() == 1
    assert Delivery.objects.count() == 1


def test_database_itself_refuses_a_second_line_for_one_event() -> None:
    line = tell(PersonFactory.create())

    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(person=line.person, kind=line.kind, event=line.event)


def test_notices_of_a_thread_gather_while_unread() -> None:
    person = PersonFactory.create()

    tell(person, "negotiation_message", thread="t")
    newest = tell(person, "negotiation_message", thread="t")
    other = tell(person, "negotiation_message", thread="u")

    assert [(line.times, line.thread) for line in Notification.objects.order_by("id")] == [(2, "t"), (1, "u")]
    assert newest.pk != other.pk


def test_older_event_that_comes_late_is_not_counted() -> None:
    person = PersonFactory.create()
    older, newer = make_event(), make_event()
    tell(person, "negotiation_message", thread="t", event=newer)

    with pytest.raises(Notification.DoesNotExist):
        tell(person, "negotiation_message", thread="t", event=older)

    assert Notification.objects.get().times == 1


def test_closed_account_is_told_nothing() -> None:
    person = PersonFactory.create(is_active=False)

    with pytest.raises(Notification.DoesNotExist):
        tell(person)


def test_delivery_is_one_job_when_it_is_due() -> None:
    line = tell(PersonFactory.create(), "negotiation_message", thread="t")

    job = ProcrastinateJob.objects.get(task_name="everfair.notifications.tasks.post_delivery")
    delivery = line.deliveries.get()
    assert (job.queue_name, job.args) == ("mail", {"delivery_id": delivery.pk})
    assert job.scheduled_at == delivery.due_at


def test_nothing_goes_out_by_a_channel_that_is_switched_off() -> None:
    person = PersonFactory.create()
    change_wishes(person, {("negotiation_accepted", Channel.MAIL.value): False}, ALWAYS)

    line = tell(person)

    assert line.is_listed
    assert line.deliveries.count() == 0


def test_line_can_be_switched_off_but_not_for_an_obligation() -> None:
    person = PersonFactory.create()
    off = {("negotiation_accepted", Channel.LIST.value): False, ("agreement_to_sign", Channel.LIST.value): False}

    change_wishes(person, off, ALWAYS)

    assert tell(person).is_listed is False
    assert tell(person, "agreement_to_sign").is_listed is True
