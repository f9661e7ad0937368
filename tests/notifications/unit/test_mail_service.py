"""Mail services by setting: each gets its key under the name that anymail wants, and our headers reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from django.core.mail import EmailMessage, get_connection

from everfair.config.mail import MailService, service_backend, service_settings
from everfair.notifications.views.mail_events import _REPORTS

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.unit

SERVICES: tuple[MailService, ...] = get_args(MailService)


@pytest.mark.parametrize("service", SERVICES)
def test_service_opens_with_its_settings(service: MailService, settings: SettingsWrapper) -> None:
    settings.ANYMAIL = service_settings(service, "key:secret", None)

    connection = get_connection(service_backend(service))

    assert type(connection).__module__ == f"anymail.backends.{service}"


def test_mailjet_takes_its_two_keys_from_one_setting() -> None:
    found = service_settings("mailjet", "public:se:cret", "user:password")

    assert (found["MAILJET_API_KEY"], found["MAILJET_SECRET_KEY"]) == ("public", "se:cret")
    assert found["WEBHOOK_SECRET"] == "user:password"


def test_every_service_reports_bounces_somewhere() -> None:
    assert set(_REPORTS) == set(SERVICES)


def test_headers_reach_the_service() -> None:
    way_out = {"List-Unsubscribe": "<https://fair.example/unsubscribe/x>", "Auto-Submitted": "auto-generated"}
    letter = EmailMessage("Subject", "Body", "fair@example.org", ["a@example.org"], headers=way_out)

    get_connection("anymail.backends.test.EmailBackend").send_messages([letter])

    assert dict(letter.anymail_test_params["extra_headers"]) == way_out  # type: ignore[attr-defined]  # anymail's test backend notes it
