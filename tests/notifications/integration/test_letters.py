"""The operators' view of what the fair writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from everfair.accounts.enums import EditionRole
from everfair.notifications.access import can_preview_letters
from everfair.notifications.kinds import all_kinds
from everfair.notifications.models import Notification
from everfair.notifications.tasks import post_sample
from tests.factories.accounts import PersonFactory, make_operator, sign_in

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db, pytest.mark.usefixtures("no_jobs")]

LETTERS = "/operate/letters/"


@pytest.mark.parametrize("kind", [kind.key for kind in all_kinds()])
def test_every_kind_is_shown_in_both_languages(client: Client, kind: str) -> None:
    sign_in(client, make_operator())

    shown = client.get(f"{LETTERS}{kind}/")

    samples = shown.context["samples"]
    assert shown.status_code == 200
    assert [sample.language for sample in samples] == ["zh-hans", "en"]
    assert all(sample.wording.subject in shown.content.decode().replace("&#x27;", "'") for sample in samples)
    assert all("Everfair" in sample.mail for sample in samples)


def test_list_names_every_kind(client: Client) -> None:
    sign_in(client, make_operator())

    shown = client.get(LETTERS).content.decode()

    assert [kind.key for kind in all_kinds() if f"{LETTERS}{kind.key}/" not in shown] == []


def test_test_letter_goes_to_the_operator_alone(client: Client, mailoutbox: list[EmailMessage]) -> None:
    operator = make_operator()
    sign_in(client, operator)

    client.post(f"{LETTERS}negotiation_declined/test")
    post_sample(**ProcrastinateJob.objects.get().args)

    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == ([operator.email], "Puentes del Sur declined: Inspection of forty bridges")
    assert not Notification.objects.exists()


@pytest.mark.parametrize("path", ["", "negotiation_declined/"])
def test_letters_are_not_for_everybody(client: Client, path: str) -> None:
    sign_in(client, PersonFactory.create())

    assert client.get(f"{LETTERS}{path}").status_code == 403


def test_unknown_letter_is_not_found(client: Client) -> None:
    sign_in(client, make_operator())

    assert client.get(f"{LETTERS}nothing/").status_code == 404
    assert client.post(f"{LETTERS}nothing/test").status_code == 404


@pytest.mark.parametrize("role", [*EditionRole.values, None])
def test_only_operators_preview_letters(role: str | None) -> None:
    class Grant:
        def __init__(self, role: str) -> None:
            self.role = role

    grants = [Grant(role)] if role else []

    assert can_preview_letters(grants) is (role == "operator")  # type: ignore[arg-type]  # reads the role only
