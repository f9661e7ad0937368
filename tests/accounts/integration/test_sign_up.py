"""Signing up: the form, the mail, the link."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress

from everfair.accounts.domain import people
from everfair.accounts.models import Person
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory
from tests.factories.entrance import code_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

SIGN_UP = "/accounts/signup/"
CONFIRM = "/accounts/confirm-email/"
GOOD = {
    "name": "Nok Srisai",
    "email": "nok@example.org",
    "password1": "a-lantern-in-the-rain",
    "time_zone": "Asia/Bangkok",
    "consent": "on",
}


def page(client: Client, address: str, **options: Any) -> str:
    return client.get(address, **options).content.decode()


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"https?://\S+", str(letter.body))
    assert found
    return urlsplit(found[0])._replace(scheme="", netloc="").geturl()


@pytest.mark.parametrize(("language", "words"), [("en", "Make an account"), ("zh-hans", "注册账户")])
def test_form_speaks_both_languages(client: Client, language: str, words: str) -> None:
    answer = client.get(f"{SIGN_UP}?lang={language}")

    assert heading_of(answer) == words
    assert "data-time-zone" in answer.content.decode()


def test_sign_up_confirm_and_be_in(client: Client, mailoutbox: list[EmailMessage]) -> None:
    answer = client.post(f"{SIGN_UP}?lang=en", GOOD)
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    assert "We sent a code to nok@example.org." in page(client, f"{CONFIRM}?lang=en")

    answer = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    person = Person.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/me/organisations/new")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.name, person.language, person.time_zone) == ("Nok Srisai", "en", "Asia/Bangkok")
    logged = [event.name for event in Event.objects.all()]
    assert logged == ["person.signed_up", "consent.given", "person.mail_confirmed"]


def test_link_in_the_letter_fills_the_code_in(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGN_UP, GOOD)

    shown = page(client, link_in(mailoutbox[0]))

    assert f'value="{code_in(mailoutbox[0])}"' in shown
    assert not EmailAddress.objects.get().verified


def test_sign_up_leads_back_to_where_it_was_asked(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGN_UP, {**GOOD, "next": "/negotiations/new?project=abc"})

    answer = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    assert answer["Location"] == "/negotiations/new?project=abc"


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "http://[", "javascript:alert(1)"])
def test_sign_up_never_leads_elsewhere(client: Client, mailoutbox: list[EmailMessage], next_page: str) -> None:
    answer = client.post(SIGN_UP, {**GOOD, "next": next_page})
    assert answer["Location"] == CONFIRM

    assert client.post(CONFIRM, {"code": code_in(mailoutbox[0])})["Location"] == "/me/organisations/new"


@pytest.mark.parametrize(
    ("language", "subject"), [("en", "Open your Everfair account"), ("zh-hans", "开通您的 Everfair 账户")]
)
def test_letter_is_in_the_language_of_the_page(
    client: Client, mailoutbox: list[EmailMessage], language: str, subject: str
) -> None:
    client.post(f"{SIGN_UP}?lang={language}", {**GOOD, "name": "O'Brien & <Söhne>"})

    (letter,) = mailoutbox
    assert (letter.subject, letter.to) == (subject, ["nok@example.org"])
    assert "O'Brien & <Söhne>" in str(letter.body)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Type it in the browser in which you asked for it."), ("zh-hans", "请在申请验证码的浏览器中输入。")],
)
def test_link_opened_on_another_device_shows_the_code_and_does_nothing(
    client: Client, mailoutbox: list[EmailMessage], language: str, words: str
) -> None:
    client.post(SIGN_UP, GOOD)
    elsewhere = client.__class__()

    answer = elsewhere.get(f"{link_in(mailoutbox[0])}&lang={language}")

    assert code_in(mailoutbox[0]) in answer.content.decode()
    assert words in answer.content.decode()
    assert not EmailAddress.objects.get().verified
    assert "_auth_user_id" not in elsewhere.session


@pytest.mark.parametrize("code", ["<b>", "1234-567", "Call 0800-1111", "1234-56789"])
def test_forged_link_shows_nothing_of_it(client: Client, code: str) -> None:
    answer = client.get(CONFIRM, {"code": code})

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")


def test_used_code_leads_on(client: Client, mailoutbox: list[EmailMessage]) -> None:
    client.post(SIGN_UP, GOOD)
    code = code_in(mailoutbox[0])
    client.post(CONFIRM, {"code": code})
    client.post("/accounts/logout/")

    answer = client.post(f"{CONFIRM}?lang=en", {"code": code}, follow=True)

    assert answer.redirect_chain == [("/accounts/login/", 302)]
    assert "This code was used already, or it is too old." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_code_older_than_an_hour_says_so(
    client: Client, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(SIGN_UP, GOOD)
    now = time.time()
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: now + 3601)

    answer = client.post(f"{CONFIRM}?lang=en", {"code": code_in(mailoutbox[0])}, follow=True)

    assert "This code was used already, or it is too old." in answer.content.decode()
    assert not EmailAddress.objects.get().verified


def test_double_sign_up_reveals_nothing_but_writes_to_the_owner(client: Client, mailoutbox: list[EmailMessage]) -> None:
    owner = PersonFactory.create(email="nok@example.org", name="Nok", language="zh-hans")

    answer = client.post(f"{SIGN_UP}?lang=en", {**GOOD, "email": "NOK@example.org"})

    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    assert Person.objects.count() == 1
    (letter,) = mailoutbox
    assert letter.subject == "您已有 Everfair 账户"
    assert "/accounts/password/reset/" in str(letter.body)
    owner.refresh_from_db()
    assert owner.name == "Nok"


def test_double_sign_up_at_the_same_moment_ends_the_same_way(
    client: Client, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allauth.account.internal.flows.manage_email.assess_unique_email", lambda *_, **__: True)
    PersonFactory.create(email="nok@example.org")

    answer = client.post(SIGN_UP, GOOD)

    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    assert Person.objects.count() == 1
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "This field is required."),
        ("name", "x" * 121, "Ensure this value has at most 120 characters (it has 121)."),
        ("name", "N\x00k", "Null characters are not allowed."),
        ("name", "moc.\u202ekoN", "Some characters arrived damaged. Please type this text again."),
        ("email", "nok", "Enter a valid email address."),
        ("email", f"{'x' * 250}@example.org", "Ensure this value has at most 254 characters (it has 262)."),
        ("email", "nok@exa\x00mple.org", "Null characters are not allowed."),
        ("password1", "short", "This password is too short. It must contain at least 10 characters."),
        ("password1", "1234567890", "This password is too common."),
        ("password1", "nok@example.org", "The password is too similar to the email."),
        ("password1", "x" * 257, "Ensure this value has at most 256 characters (it has 257)."),
        ("consent", "", "Without this there is no account. You can browse the fair without one."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_rest(
    client: Client, mailoutbox: list[EmailMessage], field: str, value: str, sentence: str
) -> None:
    answer = client.post(f"{SIGN_UP}?lang=en", {**GOOD, field: value})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert ('value="Nok Srisai"' in shown) is (field != "name")
    assert ('value="nok@example.org"' in shown) is (field != "email")
    assert not Person.objects.exists()
    assert mailoutbox == []


def test_broken_bytes_get_a_sentence(client: Client) -> None:
    body = b"name=N%FF%FEk&email=nok%40example.org&password1=a-lantern-in-the-rain&consent=on"

    answer = client.post(f"{SIGN_UP}?lang=en", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 422
    assert "Some characters arrived damaged." in answer.content.decode()


def test_hostile_words_come_back_escaped(client: Client) -> None:
    hostile = "\"><script>alert(1)</script>'; DROP TABLE accounts_person; --"

    answer = client.post(f"{SIGN_UP}?next={hostile}", {**GOOD, "name": hostile, "consent": "", "next": hostile})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "<script>alert" not in shown
    assert "&quot;&gt;&lt;script&gt;alert(1)" in shown


def test_hostile_name_is_only_a_name(client: Client) -> None:
    hostile = "'; DROP TABLE accounts_person; --"

    client.post(SIGN_UP, {**GOOD, "name": hostile})

    assert Person.objects.get().name == hostile


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "'; --", "x" * 5000])
def test_unknown_time_zone_is_the_fairs(client: Client, zone: str) -> None:
    client.post(SIGN_UP, {**GOOD, "time_zone": zone})

    assert Person.objects.get().time_zone == people.DEFAULT_TIME_ZONE


def test_signed_in_people_are_led_away(client: Client) -> None:
    client.force_login(PersonFactory.create(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(SIGN_UP)["Location"] == "/me"
