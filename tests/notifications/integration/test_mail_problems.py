"""Bounces and complaints, as the mail service reports them."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.test import Client

from everfair.config.mail import service_settings
from everfair.notifications.models import MailProblem, Notification
from tests.factories.accounts import PersonFactory
from tests.factories.notifications import deliver_newest, post_all_due, tell

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]


def report(recipient: str, event_type: str, reject_reason: str | None = None) -> None:
    event = AnymailTrackingEvent(event_type=event_type, recipient=recipient, reject_reason=reject_reason)
    tracking.send(sender=None, event=event, esp_name="Test")


@pytest.mark.parametrize(
    ("event_type", "reject_reason", "ailment"),
    [
        ("bounced", "bounced", "bounced"),
        ("bounced", "invalid", "bounced"),
        ("rejected", "blocked", "bounced"),
        ("rejected", "spam", "complained"),
        ("complained", None, "complained"),
        ("bounced", "timed_out", None),
        ("deferred", None, None),
        ("delivered", None, None),
        ("opened", None, None),
    ],
)
def test_report_becomes_a_problem_only_if_it_is_for_good(
    event_type: str, reject_reason: str | None, ailment: str | None
) -> None:
    report("Somebody@Example.org", event_type, reject_reason)

    assert list(MailProblem.objects.values_list("address", "ailment")) == (
        [("somebody@example.org", ailment)] if ailment else []
    )


def test_mail_stops_after_a_bounce_and_its_owner_is_told_in_the_list(mailoutbox: list[EmailMessage]) -> None:
    person = PersonFactory.create()
    report(person.email, "bounced", "bounced")
    report(person.email, "bounced", "bounced")
    deliver_newest()

    line = tell(person)
    post_all_due()

    assert mailoutbox == []
    assert line.deliveries.get().note == "mail to this address stopped"
    told = Notification.objects.get(kind="mail_stopped")
    assert (told.person, told.url) == (person, "/me/notifications/settings")
    assert told.deliveries.count() == 0


def ask(secret: str) -> int:
    credentials = base64.b64encode(secret.encode()).decode()
    body = {"RecordType": "Bounce", "Type": "HardBounce", "Email": "gone@example.org", "ID": 1, "MessageID": "x"}
    answer = Client().post(
        "/mail-reports",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Basic {credentials}"},
    )
    return answer.status_code


def test_mail_service_reports_with_its_secret_only(settings: SettingsWrapper) -> None:
    given = {"mail_service": "postmark", "mail_key": "key", "mail_report_secret": "fair:secret"}
    settings.OPTIONS = settings.OPTIONS.model_copy(update=given)
    settings.ANYMAIL = service_settings("postmark", "key", "fair:secret")

    assert ask("fair:wrong") == 400
    assert not MailProblem.objects.exists()
    assert ask("fair:secret") == 200
    assert MailProblem.objects.get().address == "gone@example.org"


def test_nobody_reports_where_no_service_is_set() -> None:
    assert ask("fair:secret") == 404
