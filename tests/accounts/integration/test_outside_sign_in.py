"""Signing in with an independent identity provider that runs beside the test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client

from everfair.accounts.models import Person
from everfair.kernel.models import Event
from tests.accounts.providers import CONNECT, answered, begin, come_back, configured, running_provider, tell
from tests.factories.accounts import PASSWORD, PersonFactory, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.mail import EmailMessage
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NEW = "/accounts/outside/new/"
GOOD = {"name": "Nok Srisai", "language": "en", "time_zone": "Asia/Bangkok", "consent": "on"}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running_provider() as address:
        tell(address, "nok", name="Nok Srisai", email="nok@example.org", email_verified=True)
        tell(address, "lin", name="林", email="lin@example.org", email_verified=False)
        tell(address, "sly", name="Sly", email="nok@example.org", email_verified="false")
        tell(address, "bare")
        yield address


@pytest.fixture(autouse=True)
def fair(settings: SettingsWrapper, issuer: str) -> Iterator[None]:
    settings.SOCIALACCOUNT_PROVIDERS = configured(issuer)
    yield
    cache.clear()


def test_first_time_asks_name_language_and_consent_alone(client: Client) -> None:
    answer = come_back(client, "nok")
    page = client.get(f"{NEW}?lang=en").content.decode()

    assert answer["Location"] == NEW
    assert 'value="Nok Srisai"' in page
    assert "nok@example.org" in page
    assert 'type="password"' not in page
    assert 'name="email"' not in page
    assert not Person.objects.exists()


def test_first_time_signs_up_and_in(client: Client, mailoutbox: list[EmailMessage]) -> None:
    come_back(client, "nok")

    answer = client.post(NEW, GOOD)

    person = Person.objects.get()
    assert answer.status_code == 302
    assert get_user(client) == person
    assert (person.name, person.language, person.time_zone) == ("Nok Srisai", "en", "Asia/Bangkok")
    assert not person.has_usable_password()
    assert EmailAddress.objects.get().verified
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid) == ("club", "nok")
    assert account.extra_data == {"name": "Nok Srisai", "email": "nok@example.org"}
    assert [event.payload["how"] for event in Event.objects.filter(name="connection.made")] == ["sign_up"]
    assert mailoutbox == []


def test_second_time_is_in_at_once(client: Client) -> None:
    come_back(client, "nok")
    client.post(NEW, GOOD)

    again = Client()
    answer = come_back(again, "nok", next="/me/tokens")

    assert answer["Location"] == "/me/tokens"
    assert get_user(again) == Person.objects.get()


@pytest.mark.parametrize("next_page", ["https://evil.example.org/", "//evil.example.org", "/\\evil", "java\nscript:"])
def test_next_page_is_one_of_ours(client: Client, next_page: str) -> None:
    come_back(client, "nok")
    client.post(NEW, GOOD)

    assert come_back(Client(), "nok", next=next_page)["Location"] == "/me"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consent": ""}, "consent"),
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"language": "xx"}, "language"),
    ],
)
def test_form_that_is_not_filled_in_well_keeps_what_was_typed(
    client: Client, changes: dict[str, str], field: str
) -> None:
    come_back(client, "nok")

    answer = client.post(f"{NEW}?lang=en", {**GOOD, **changes})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Person.objects.exists()


def test_proved_address_can_not_be_exchanged(client: Client) -> None:
    come_back(client, "nok")

    client.post(NEW, {**GOOD, "email": "boss@example.org"})

    assert Person.objects.get().email == "nok@example.org"


def test_without_a_sign_in_under_way_there_is_no_form(client: Client) -> None:
    assert client.get(NEW)["Location"] == "/accounts/login/"
    assert client.post(NEW, GOOD)["Location"] == "/accounts/login/"


def test_proved_on_both_sides_leads_to_the_account(client: Client, mailoutbox: list[EmailMessage]) -> None:
    person = PersonFactory.create(email="nok@example.org", language="en")

    answer = come_back(client, "nok")

    assert answer["Location"] == "/me"
    assert get_user(client) == person
    assert SocialAccount.objects.get().user == person
    assert [event.payload["how"] for event in Event.objects.filter(name="connection.made")] == ["mail"]
    assert [letter.subject for letter in mailoutbox] == ["Club is connected to your account"]


def test_unproved_here_must_sign_in_first(client: Client) -> None:
    PersonFactory.create(email="nok@example.org", confirmed=False)

    answer = come_back(client, "nok")

    assert answer.status_code == 409
    assert "/accounts/password/reset/" in answer.content.decode()
    assert not get_user(client).is_authenticated
    assert not SocialAccount.objects.exists()


def test_unproved_there_is_told_nothing_and_let_in_nowhere(client: Client, mailoutbox: list[EmailMessage]) -> None:
    PersonFactory.create(email="nok@example.org", language="en")

    answer = come_back(client, "sly")
    shown = client.get(f"{NEW}?lang=en").content.decode()
    sent = client.post(NEW, {**GOOD, "email": "nok@example.org"})

    assert answer["Location"] == NEW
    assert 'name="email"' in shown
    assert sent["Location"].startswith("/accounts/confirm-email/")
    assert not get_user(client).is_authenticated
    assert not SocialAccount.objects.exists()
    assert len(mailoutbox) == 1
    assert "code" not in str(mailoutbox[0].subject).lower()


def code_in(letter: EmailMessage) -> str:
    (code,) = re.findall(r"\b[0-9]{4}-?[0-9]{4}\b", str(letter.body).partition("http")[0])
    return str(code)


@pytest.mark.parametrize("subject", ["lin", "bare"])
def test_unproved_mail_is_confirmed_here_before_anything_is_connected(
    client: Client, subject: str, mailoutbox: list[EmailMessage]
) -> None:
    come_back(client, subject)

    asked = client.post(NEW, {**GOOD, "email": "lin@example.org"})
    connected_before = SocialAccount.objects.exists()
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[0])})

    assert asked["Location"].startswith("/accounts/confirm-email/")
    assert not connected_before
    person = Person.objects.get(email="lin@example.org")
    assert get_user(client) == person
    assert SocialAccount.objects.get().user == person


def test_somebody_else_who_proves_the_mail_finds_no_strange_key(client: Client) -> None:
    """The account was made by who does not own the address; its owner takes it over by mail, elsewhere."""
    come_back(client, "lin")
    client.post(NEW, {**GOOD, "email": "owner@example.org"})
    person = Person.objects.get()
    EmailAddress.objects.update(verified=True)

    owner = Client()
    sign_in(owner, person)

    assert not SocialAccount.objects.exists()
    assert come_back(Client(), "lin")["Location"] == NEW


def test_who_refuses_there_reads_so_here(client: Client) -> None:
    answer = come_back(client, None)

    assert answer.status_code == 403
    assert "Club" in heading_of(answer) or "会员中心" in heading_of(answer)


def test_closed_account_stays_closed(client: Client) -> None:
    person = PersonFactory.create(email="nok@example.org")
    come_back(Client(), "nok")
    Person.objects.filter(pk=person.pk).update(is_active=False)

    answer = come_back(client, "nok")

    assert answer["Location"] == "/accounts/inactive/"
    assert not get_user(client).is_authenticated


def test_answer_is_good_in_the_browser_that_asked_and_once(client: Client) -> None:
    there = begin(client)
    path = answered(there, "nok")

    elsewhere, here, again = Client().get(path), client.get(path), client.get(path)

    assert (elsewhere.status_code, here.status_code, again.status_code) == (400, 302, 400)


def test_signed_in_person_connects_by_hand(client: Client) -> None:
    person = PersonFactory.create(email="other@example.org", language="en")
    client.post("/accounts/login/", {"login": "other@example.org", "password": PASSWORD})

    answer = come_back(client, "sly", **CONNECT)

    assert answer["Location"] == "/me/connections"
    assert SocialAccount.objects.get().user == person
    assert "You can now sign in with Club" in client.get("/me/connections").content.decode()
    assert come_back(Client(), "sly")["Location"] == "/me"


def test_connecting_wants_a_fresh_proof(client: Client) -> None:
    sign_in(client, PersonFactory.create())

    answer = client.post("/accounts/outside/club/", CONNECT)

    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Fme%2Fconnections"


def test_connecting_wants_somebody_signed_in(client: Client) -> None:
    assert client.post("/accounts/outside/club/", CONNECT)["Location"].startswith("/accounts/login/")


def test_account_of_somebody_else_is_not_taken_over(client: Client) -> None:
    PersonFactory.create(email="nok@example.org")
    come_back(Client(), "nok")
    PersonFactory.create(email="other@example.org")
    client.post("/accounts/login/", {"login": "other@example.org", "password": PASSWORD})

    answer = come_back(client, "nok", **CONNECT)

    assert answer.status_code == 409
    assert SocialAccount.objects.get().user.email == "nok@example.org"


def test_second_account_of_a_provider_is_refused(client: Client) -> None:
    PersonFactory.create(email="nok@example.org")
    client.post("/accounts/login/", {"login": "nok@example.org", "password": PASSWORD})
    come_back(client, "nok", **CONNECT)

    answer = come_back(client, "lin", **CONNECT)

    assert answer.status_code == 409
    assert SocialAccount.objects.get().uid == "nok"


def test_signed_out_on_the_way_connects_nothing(client: Client) -> None:
    PersonFactory.create(email="nok@example.org")
    client.post("/accounts/login/", {"login": "nok@example.org", "password": PASSWORD})
    path = answered(begin(client, **CONNECT), "lin")
    session = client.session
    del session["_auth_user_id"]
    session.save()

    assert client.get(path).status_code == 400
    assert not SocialAccount.objects.exists()
