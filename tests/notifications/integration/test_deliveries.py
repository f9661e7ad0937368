"""Mail on its way: quiet hours, daily letters, dead servers, dead workers; no notice is lost."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import TYPE_CHECKING

import pytest
from django.core.mail.backends.locmem import EmailBackend

from everfair.kernel import clock
from everfair.notifications.domain.deliveries import MOST_ATTEMPTS, claim, sweep_deliveries
from everfair.notifications.domain.notify import notify
from everfair.notifications.domain.posting import post
from everfair.notifications.domain.reading import read_all
from everfair.notifications.domain.wishes import Times, change_wishes
from everfair.notifications.enums import Channel, DeliveryState, Rhythm
from everfair.notifications.models import Delivery, MailProblem
from tests.factories.accounts import PersonFactory
from tests.factories.notifications import make_event, post_all_due, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.mail import EmailMessage

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

# 23:30 in Lima; noon of the next day in Shanghai is 04:30 UTC as well.
LATE = datetime(2027, 5, 2, 4, 30, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(clock, "_read", lambda: moment)

    return set_clock


def sleeper(rhythm: str = Rhythm.AT_ONCE) -> Person:
    """Make somebody in Lima who sleeps from ten to seven, and reads daily letters at six in the evening."""
    person = PersonFactory.create(time_zone="America/Lima")
    change_wishes(person, {}, Times(rhythm, 18, time(22), time(7)))
    return person


def subjects(letters: list[EmailMessage]) -> list[str]:
    return [str(letter.subject) for letter in letters]


def test_mail_waits_for_the_end_of_quiet_hours_and_then_comes_as_one_letter(
    at: Callable[[datetime], None], mailoutbox: list[EmailMessage]
) -> None:
    at(LATE)
    person = sleeper()
    first, second = tell(person), tell(person, "negotiation_requested")
    post_all_due()
    assert mailoutbox == []

    at(datetime(2027, 5, 2, 12, 0, tzinfo=UTC))
    post_all_due()

    assert subjects(mailoutbox) == ["2 notices from the fair"]
    assert [line.deliveries.get().state for line in (first, second)] == [DeliveryState.SENT] * 2
    assert str(mailoutbox[0].body).index("accepted") < str(mailoutbox[0].body).index("asks you")


def test_urgent_mail_comes_in_quiet_hours(at: Callable[[datetime], None], mailoutbox: list[EmailMessage]) -> None:
    at(LATE)
    person = sleeper(Rhythm.DAILY)

    notify(make_event(), "support_looked", [person], url="/me", words={"supporter": "Wang Min", "reason": "Asked."})
    post_all_due()

    assert subjects(mailoutbox) == ["Wang Min of support looked at your account"]


def test_daily_letter_comes_at_its_hour(at: Callable[[datetime], None], mailoutbox: list[EmailMessage]) -> None:
    at(LATE)
    person = sleeper(Rhythm.DAILY)
    line = tell(person)

    assert line.deliveries.get().due_at == datetime(2027, 5, 2, 23, 0, tzinfo=UTC)
    at(datetime(2027, 5, 2, 23, 0, tzinfo=UTC))
    post_all_due()

    assert subjects(mailoutbox) == ["Southern Bridges accepted: Forty bridges"]


def test_what_was_read_while_it_waited_is_not_mailed(
    at: Callable[[datetime], None], mailoutbox: list[EmailMessage]
) -> None:
    at(LATE)
    person = sleeper()
    line = tell(person)
    read_all(person)

    at(LATE + timedelta(hours=12))
    post_all_due()

    assert mailoutbox == []
    assert (line.deliveries.get().state, line.deliveries.get().note) == (DeliveryState.DROPPED, "read before")


def test_messages_are_mailed_once_a_quarter_of_an_hour(
    at: Callable[[datetime], None], mailoutbox: list[EmailMessage]
) -> None:
    person = PersonFactory.create()
    at(LATE)
    tell(person, "negotiation_message", thread="t")
    at(LATE + timedelta(minutes=1))
    line = tell(person, "negotiation_message", thread="t")
    post_all_due()
    assert mailoutbox == []

    at(LATE + timedelta(minutes=2))
    post_all_due()
    at(LATE + timedelta(minutes=3))
    tell(person, "negotiation_message", thread="t")
    post_all_due()

    assert len(mailoutbox) == 1
    assert line.deliveries.get().due_at == LATE + timedelta(minutes=17)
    at(LATE + timedelta(minutes=17))
    post_all_due()
    assert subjects(mailoutbox) == ["New message from Southern Bridges: Forty bridges"] * 2


def test_message_that_is_read_within_two_minutes_is_not_mailed(
    at: Callable[[datetime], None], mailoutbox: list[EmailMessage]
) -> None:
    person = PersonFactory.create()
    at(LATE)
    tell(person, "negotiation_message", thread="t")
    read_all(person)

    at(LATE + timedelta(minutes=2))
    post_all_due()

    assert mailoutbox == []


def test_dead_mail_server_loses_nothing(
    at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    at(LATE)
    delivery = tell(PersonFactory.create()).deliveries.get()
    with monkeypatch.context() as dead:
        dead.setattr(EmailBackend, "send_messages", refuse(SMTPServerDisconnected("the server is gone")))
        post_all_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.note) == (DeliveryState.WAITING, "the server is gone")
    assert delivery.due_at == LATE + timedelta(minutes=2)

    at(LATE + timedelta(minutes=2))
    post_all_due()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, len(mailoutbox)) == (DeliveryState.SENT, 2, 1)


def test_after_some_days_of_failing_nobody_tries_any_more(
    at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    at(LATE)
    delivery = tell(PersonFactory.create()).deliveries.get()
    Delivery.objects.update(attempts=MOST_ATTEMPTS - 1)
    monkeypatch.setattr(EmailBackend, "send_messages", refuse(OSError("no route to host")))

    post_all_due()

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED


@pytest.mark.parametrize(("code", "state"), [(550, DeliveryState.DROPPED), (450, DeliveryState.WAITING)])
def test_unknown_address_gets_no_more_mail_and_a_full_mailbox_gets_it_later(
    code: int, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = PersonFactory.create()
    delivery = tell(person).deliveries.get()
    monkeypatch.setattr(EmailBackend, "send_messages", refuse(SMTPRecipientsRefused({person.email: (code, b"no")})))

    post_all_due()

    delivery.refresh_from_db()
    assert delivery.state == state
    assert MailProblem.objects.filter(address=person.email).exists() is (code == 550)


def test_worker_that_died_while_sending_leaves_nothing_behind(
    at: Callable[[datetime], None], mailoutbox: list[EmailMessage]
) -> None:
    at(LATE)
    delivery = tell(PersonFactory.create()).deliveries.get()
    claim(delivery.pk)
    post(delivery.pk)
    assert mailoutbox == []

    at(LATE + timedelta(minutes=11))
    swept = sweep_deliveries()
    post_all_due()

    assert (swept, len(mailoutbox)) == (1, 1)


def test_mail_switched_off_while_it_waited_is_dropped(
    at: Callable[[datetime], None], mailoutbox: list[EmailMessage]
) -> None:
    at(LATE)
    person = sleeper()
    tell(person)
    off = {("negotiation_accepted", Channel.MAIL.value): False}
    change_wishes(person, off, Times(Rhythm.AT_ONCE, 18, time(22), time(7)))

    at(LATE + timedelta(hours=12))
    post_all_due()

    assert mailoutbox == []


def test_letter_speaks_the_readers_language(mailoutbox: list[EmailMessage]) -> None:
    tell(PersonFactory.create(language="zh-hans"))

    post_all_due()

    assert mailoutbox[0].subject == "南方桥梁已接受洽谈：Forty bridges"
    assert "不再接收此类邮件" in str(mailoutbox[0].body)


def refuse(failure: Exception) -> Callable[..., int]:
    def send(*_messages: object) -> int:
        raise failure

    return send
