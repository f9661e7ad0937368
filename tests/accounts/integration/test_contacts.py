"""Another mail address, a phone number: they count once they are confirmed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress

from everfair.accounts.domain.phones import confirm_phone
from everfair.accounts.errors import PhoneTaken
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.entrance import code_in, prove

if TYPE_CHECKING:
    from pathlib import Path

    from django.core.mail import EmailMessage
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PAGE = "/me/security"
ADDRESS = "/accounts/email/"
CONFIRM = "/accounts/confirm-email/"
PHONE = "/accounts/phone/"
TYPE = "/accounts/phone/confirm/"
NUMBER = "+8613800138000"


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create(email="nok@example.org", name="Nok", language="en")
    sign_in(client, person)
    return person


@pytest.fixture
def sms(settings: SettingsWrapper, tmp_path: Path) -> Path:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"home": tmp_path})
    return tmp_path / "sms"


def code_sent(folder: Path) -> str:
    newest = max(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    return str(json.loads(newest.read_text())["code"])


def events() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("name", flat=True))


def test_new_address_counts_once_it_is_confirmed(client: Client, nok: Person, mailoutbox: list[EmailMessage]) -> None:
    prove(client)
    answer = client.post(ADDRESS, {"email": "Nok.Srisai@example.com"})
    nok.refresh_from_db()
    assert (answer["Location"], nok.email, mailoutbox[0].to) == (CONFIRM, "nok@example.org", ["nok.srisai@example.com"])

    answer = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    nok.refresh_from_db()
    assert (answer["Location"], nok.email) == (PAGE, "nok.srisai@example.com")
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(nok.email, True, True)]
    assert events() == ["person.mail_changed", "person.mail_confirmed"]
    assert [(letter.to, letter.subject) for letter in mailoutbox[1:]] == [
        (["nok@example.org"], "Your e-mail address was changed")
    ]


def test_taken_address_is_not_revealed_and_not_given(
    client: Client, nok: Person, mailoutbox: list[EmailMessage]
) -> None:
    PersonFactory.create(email="rosa@example.org", language="en")
    prove(client)

    answer = client.post(ADDRESS, {"email": "rosa@example.org"})
    assert answer["Location"] == CONFIRM
    answer = client.post(f"{CONFIRM}?lang=en", {"code": code_in(mailoutbox[0])})

    nok.refresh_from_db()
    assert answer.status_code == 422
    assert "This e-mail address belongs to another account by now." in answer.content.decode()
    assert nok.email == "nok@example.org"


@pytest.mark.usefixtures("nok")
@pytest.mark.parametrize("email", ["", "nok", "nok@example.org", "x\x00@example.org", f"{'x' * 250}@example.org"])
def test_bad_address_gets_a_sentence(client: Client, email: str) -> None:
    prove(client)

    assert client.post(ADDRESS, {"email": email}).status_code == 422


@pytest.mark.usefixtures("nok")
def test_confirming_nothing_leads_back(client: Client) -> None:
    assert client.get(CONFIRM)["Location"] == ADDRESS


@pytest.mark.parametrize("typed", [NUMBER, "138 0013 8000"])
def test_number_is_confirmed_by_its_code(client: Client, nok: Person, sms: Path, typed: str) -> None:
    prove(client)
    answer = client.post(PHONE, {"phone": typed})
    nok.refresh_from_db()
    assert (answer["Location"], nok.phone) == (TYPE, None)
    assert "+86 138 0013 8000" in client.get(f"{TYPE}?lang=en").content.decode()

    answer = client.post(TYPE, {"code": code_sent(sms)}, follow=True)

    nok.refresh_from_db()
    assert answer.redirect_chain == [(PAGE, 302)]
    assert nok.phone == NUMBER
    assert nok.phone_confirmed_at is not None
    assert events() == ["person.phone_confirmed"]


def test_wrong_codes_confirm_nothing(client: Client, nok: Person, sms: Path) -> None:
    prove(client)
    client.post(PHONE, {"phone": NUMBER})

    answers = [client.post(TYPE, {"code": "00000x"}).status_code for _ in range(5)]

    assert answers == [422] * 4 + [302]
    assert client.post(TYPE, {"code": code_sent(sms)})["Location"] == PHONE
    nok.refresh_from_db()
    assert nok.phone is None


@pytest.mark.usefixtures("nok")
@pytest.mark.parametrize("phone", ["", "110", "+1", "+86 10 8800 0000", "+999999999999", "call me", "1" * 500, "\x00"])
def test_bad_number_gets_a_sentence(client: Client, sms: Path, phone: str) -> None:
    prove(client)

    answer = client.post(PHONE, {"phone": phone})

    assert answer.status_code == 422
    assert not sms.exists()


def test_number_of_another_account_is_not_given(client: Client, nok: Person, sms: Path) -> None:
    confirm_phone(PersonFactory.create(), NUMBER)
    prove(client)
    client.post(PHONE, {"phone": NUMBER})

    answer = client.post(f"{TYPE}?lang=en", {"code": code_sent(sms)})

    assert answer.status_code == 422
    assert "This number belongs to another account by now." in answer.content.decode()
    nok.refresh_from_db()
    assert nok.phone is None


def test_number_confirmed_by_two_at_once_belongs_to_the_first(nok: Person) -> None:
    confirm_phone(PersonFactory.create(), NUMBER)

    with pytest.raises(PhoneTaken):
        confirm_phone(nok, NUMBER)


@pytest.mark.usefixtures("nok")
def test_second_text_message_at_once_is_too_fast(client: Client, sms: Path) -> None:
    prove(client)

    answers = [client.post(PHONE, {"phone": NUMBER}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 429]
    assert 1 <= int(answers[1]["Retry-After"]) <= 30
    assert len(list(sms.iterdir())) == 1


def test_number_is_removed_after_proving_oneself(client: Client, nok: Person) -> None:
    confirm_phone(nok, NUMBER)
    assert client.post(f"{PAGE}/phone/remove")["Location"].startswith("/accounts/reauthenticate/")
    nok.refresh_from_db()
    assert nok.phone == NUMBER

    prove(client)
    client.post(f"{PAGE}/phone/remove")

    nok.refresh_from_db()
    assert (nok.phone, nok.phone_confirmed_at) == (None, None)
    assert events() == ["person.phone_confirmed", "person.phone_removed"]
