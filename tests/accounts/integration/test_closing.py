"""Accounts closed and opened again, people reminded to confirm."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail

from everfair.accounts.desk_errors import (
    AccountErased,
    AlreadyClosed,
    AlreadyConfirmed,
    AlreadyOpen,
    LastOperator,
    OwnAccount,
    ReasonUnsaid,
    RemindedAlready,
)
from everfair.accounts.domain.closing import close_account, remind_of_confirmation, reopen_account
from everfair.accounts.domain.tokens import create_token, person_for_token
from everfair.accounts.handlers import send_reminder
from everfair.accounts.models import RoleGrant
from everfair.kernel.clock import now
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory, make_operator, sign_in

if TYPE_CHECKING:
    from django.test import Client

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def operator() -> Person:
    return make_operator()


def test_closed_account_is_out_everywhere(client: Client, operator: Person) -> None:
    abuser = PersonFactory.create()
    sign_in(client, abuser)
    _, raw = create_token(abuser, label="script")

    close_account(abuser, actor=operator, reason=" Wrote to everybody. ")

    assert client.get("/me").headers["Location"].startswith("/accounts/login")
    assert person_for_token(raw) is None
    assert Event.objects.get(name="person.closed").payload == {"reason": "Wrote to everybody."}


def test_reopened_account_signs_in_anew(client: Client, operator: Person) -> None:
    abuser = PersonFactory.create()
    sign_in(client, abuser)
    UserSession.objects.create(user=abuser, ip="127.0.0.1", session_key=client.session.session_key, user_agent="x")
    close_account(abuser, actor=operator, reason="Spam.")

    reopen_account(abuser, actor=operator, reason="It was a mistake.")

    abuser.refresh_from_db()
    assert abuser.is_active
    assert client.get("/me").status_code == 302  # the session of before does not come back
    assert Event.objects.get(name="person.reopened").payload == {"reason": "It was a mistake."}


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_reason_is_needed(operator: Person, reason: str) -> None:
    person = PersonFactory.create()

    with pytest.raises(ReasonUnsaid):
        close_account(person, actor=operator, reason=reason)
    with pytest.raises(ReasonUnsaid):
        reopen_account(person, actor=operator, reason=reason)


def test_closing_twice_is_told(operator: Person) -> None:
    person = PersonFactory.create()
    with pytest.raises(AlreadyOpen):
        reopen_account(person, actor=operator, reason="Why not.")
    close_account(person, actor=operator, reason="Spam.")

    with pytest.raises(AlreadyClosed):
        close_account(person, actor=operator, reason="Spam.")


def test_nobody_locks_themselves_out(operator: Person) -> None:
    with pytest.raises(OwnAccount):
        close_account(operator, actor=operator, reason="Enough.")


def test_erased_account_is_nobodys_to_open(operator: Person) -> None:
    gone = PersonFactory.create(is_active=False, erased_at=now())

    with pytest.raises(AccountErased):
        reopen_account(gone, actor=operator, reason="Please.")


def test_moderator_closes_the_public_only(operator: Person) -> None:
    moderator, person = make_operator(role="moderator"), PersonFactory.create()

    with pytest.raises(Forbidden):
        close_account(operator, actor=moderator, reason="Spam.")
    close_account(person, actor=moderator, reason="Spam.")

    assert not type(person).objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("role", ["section_lead", "statistics_officer", "auditor", "support"])
def test_other_roles_close_nobody(role: str) -> None:
    with pytest.raises(Forbidden):
        close_account(PersonFactory.create(), actor=make_operator(role=role), reason="Spam.")


def test_last_operator_of_an_edition_is_not_locked_out(operator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only somebody who operates all their editions may lock an operator out, so this takes a change meanwhile."""
    edition = RoleGrant.objects.get(person=operator).edition
    closer = make_operator(edition=edition)
    monkeypatch.setattr("everfair.accounts.domain.closing.hold_operators", lambda _: leave(closer))

    def leave(person: Person) -> None:
        type(person).objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(LastOperator):
        close_account(operator, actor=closer, reason="Left.")


def test_reminder_is_written_once_an_hour(operator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person = PersonFactory.create(confirmed=False, language="en", name="Nok")
    remind_of_confirmation(person, actor=operator)
    with pytest.raises(RemindedAlready):
        remind_of_confirmation(person, actor=operator)
    later = now() + timedelta(minutes=61)
    monkeypatch.setattr("everfair.kernel.clock._read", lambda: later)

    remind_of_confirmation(person, actor=operator)
    send_reminder(Event.objects.filter(name="person.reminded").latest("id"))

    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "One step is missing: confirm your mail address"
    assert "/accounts/login/" in letter.body


def test_confirmed_people_are_not_reminded(operator: Person) -> None:
    with pytest.raises(AlreadyConfirmed):
        remind_of_confirmation(PersonFactory.create(), actor=operator)


@pytest.mark.parametrize("role", ["section_lead", "statistics_officer", "auditor", "moderator"])
def test_other_roles_remind_nobody(role: str) -> None:
    with pytest.raises(Forbidden):
        remind_of_confirmation(PersonFactory.create(confirmed=False), actor=make_operator(role=role))
