"""Signing in with a code, by mail and by text message."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user

from everfair.accounts.domain.phones import confirm_phone
from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.entrance import code_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from django.core.mail import EmailMessage
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ASK = "/accounts/login/code/"
TYPE = "/accounts/login/code/confirm/"
PHONE = "+8613800138000"


@pytest.fixture
def sms(settings: SettingsWrapper, tmp_path: Path) -> Path:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"home": tmp_path})
    return tmp_path / "sms"


def messages(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))] if folder.is_dir() else []


@pytest.mark.parametrize(("language", "words"), [("en", "Sign in with a code"), ("zh-hans", "使用验证码登录")])
def test_form_speaks_both_languages(client: Client, language: str, words: str) -> None:
    assert heading_of(client.get(f"{ASK}?lang={language}")) == words


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("en", "Your sign-in code", "It works once, for 15 minutes:"),
        ("zh-hans", "您的登录验证码", "15 分钟内有效，仅可使用一次："),
    ],
)
def test_code_by_mail_is_written_in_the_persons_language(
    client: Client, mailoutbox: list[EmailMessage], language: str, subject: str, words: str
) -> None:
    PersonFactory.create(email="nok@example.org", language=language)

    client.post(ASK, {"login": "nok@example.org"})

    (letter,) = mailoutbox
    assert (letter.subject, letter.to) == (subject, ["nok@example.org"])
    assert words in str(letter.body)
    assert f"/accounts/login/code/confirm/?code={code_in(letter)}" in str(letter.body)


@pytest.mark.parametrize("typed", ["nok@example.org", " NOK@Example.ORG "])
def test_code_by_mail_signs_in(client: Client, mailoutbox: list[EmailMessage], typed: str) -> None:
    person = PersonFactory.create(email="nok@example.org")

    answer = client.post(f"{ASK}?next=/me/security", {"login": typed})
    assert answer["Location"] == f"{TYPE}?next=%2Fme%2Fsecurity"
    answer = client.post(answer["Location"], {"code": code_in(mailoutbox[0])})

    assert answer["Location"] == "/me/security"
    assert get_user(client) == person


def test_code_may_be_typed_without_its_dash(client: Client, mailoutbox: list[EmailMessage]) -> None:
    PersonFactory.create(email="nok@example.org")
    client.post(ASK, {"login": "nok@example.org"})

    client.post(TYPE, {"code": code_in(mailoutbox[0]).replace("-", " ")})

    assert get_user(client).is_authenticated


@pytest.mark.parametrize(("remember", "stays"), [({"remember": "on"}, True), ({}, False)])
def test_staying_signed_in_is_asked_for(
    client: Client,
    mailoutbox: list[EmailMessage],
    remember: dict[str, str],
    stays: bool,  # noqa: FBT001 -- a parameter
) -> None:
    PersonFactory.create(email="nok@example.org")
    client.post(ASK, {"login": "nok@example.org", **remember})

    answer = client.post(TYPE, {"code": code_in(mailoutbox[0])})

    assert bool(answer.cookies["everfair_session"]["max-age"]) is stays


def test_unknown_address_looks_like_a_known_one(client: Client, mailoutbox: list[EmailMessage]) -> None:
    answer = client.post(f"{ASK}?lang=en", {"login": "nobody@example.org"})

    assert answer["Location"] == TYPE
    assert "the code is on its way" in client.get(f"{TYPE}?lang=en").content.decode()
    assert [letter.subject for letter in mailoutbox] == ["No Everfair account under this address"]
    assert client.post(TYPE, {"code": "0000-0000"}).status_code == 422


def test_code_works_once(client: Client, mailoutbox: list[EmailMessage]) -> None:
    PersonFactory.create(email="nok@example.org")
    client.post(ASK, {"login": "nok@example.org"})
    code = code_in(mailoutbox[0])
    client.post(TYPE, {"code": code})
    client.post("/accounts/logout/")

    answer = client.post(f"{TYPE}?lang=en", {"code": code}, follow=True)

    assert answer.redirect_chain == [(ASK, 302)]
    assert "This code was used already, or it is too old. Ask for a new one." in answer.content.decode()


def test_code_is_good_in_its_own_browser_only(client: Client, mailoutbox: list[EmailMessage]) -> None:
    PersonFactory.create(email="nok@example.org")
    client.post(ASK, {"login": "nok@example.org"})
    elsewhere = client.__class__()

    elsewhere.post(TYPE, {"code": code_in(mailoutbox[0])})

    assert not get_user(elsewhere).is_authenticated


def test_newer_code_makes_the_older_one_void(client: Client, mailoutbox: list[EmailMessage]) -> None:
    """Two tabs of one browser: the letter that came last is the one that counts."""
    PersonFactory.create(email="nok@example.org")
    for _ in range(2):
        client.post(ASK, {"login": "nok@example.org"})
    old, new = map(code_in, mailoutbox)

    answers = [client.post(TYPE, {"code": code}).status_code for code in (old, new)]

    assert answers == [422, 302]


def test_letters_stop_after_three_a_minute(client: Client, mailoutbox: list[EmailMessage]) -> None:
    PersonFactory.create(email="nok@example.org")

    answers = [client.post(ASK, {"login": "nok@example.org"}).status_code for _ in range(4)]

    assert answers == [302] * 3 + [429]
    assert len(mailoutbox) == 3


@pytest.mark.parametrize("login", ["", "nok", "nok\x00@example.org", "@", "12", "+", "x" * 5000, "<b>@example.org"])
def test_noise_gets_a_sentence(client: Client, mailoutbox: list[EmailMessage], login: str) -> None:
    assert client.post(ASK, {"login": login}).status_code == 422
    assert mailoutbox == []


def test_closed_account_gets_no_code(client: Client, mailoutbox: list[EmailMessage]) -> None:
    PersonFactory.create(email="nok@example.org", is_active=False)

    client.post(ASK, {"login": "nok@example.org"})

    assert [letter.subject for letter in mailoutbox] == ["No Everfair account under this address"]


@pytest.mark.parametrize("typed", [PHONE, "138 0013 8000", "0086-138-0013-8000"])
def test_code_by_text_message_signs_in(client: Client, sms: Path, typed: str) -> None:
    person = PersonFactory.create(language="zh-hans")
    confirm_phone(person, PHONE)

    answer = client.post(ASK, {"login": typed})
    (message,) = messages(sms)
    assert message["text"] == f"【Everfair】验证码 {message['code']}，请勿告知他人。"
    answer = client.post(answer["Location"], {"code": message["code"]})

    assert message["to"] == PHONE
    assert len(message["code"]) == 6
    assert answer["Location"] == "/me"
    assert get_user(client) == person


def test_number_that_is_not_confirmed_gets_nothing(client: Client, sms: Path) -> None:
    PersonFactory.create(phone=PHONE)

    answer = client.post(f"{ASK}?lang=en", {"login": PHONE})

    assert answer["Location"] == TYPE
    assert "If this number is confirmed in an account here" in client.get(f"{TYPE}?lang=en").content.decode()
    assert messages(sms) == []
    assert client.post(TYPE, {"code": "000000"}).status_code == 422


def test_text_messages_stop_after_one_in_half_a_minute(client: Client, sms: Path) -> None:
    confirm_phone(PersonFactory.create(), PHONE)

    answers = [client.post(ASK, {"login": PHONE}).status_code for _ in range(2)]

    assert answers == [302, 429]
    assert len(messages(sms)) == 1


def test_gateway_that_fails_is_no_dead_end(client: Client, settings: SettingsWrapper) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"sms_url": "http://127.0.0.1:9/"})
    confirm_phone(PersonFactory.create(), PHONE)

    answer = client.post(f"{ASK}?lang=en", {"login": PHONE})

    assert answer.status_code == 503
    assert "The text message could not be sent just now." in answer.content.decode()
    assert f'href="{ASK}"' in answer.content.decode()


def test_people_who_are_signed_in_are_led_on(client: Client) -> None:
    sign_in(client, PersonFactory.create(phone_confirmed_at=datetime(2020, 9, 4, tzinfo=UTC), phone=PHONE))

    assert [client.get(ASK)["Location"], client.get(TYPE)["Location"]] == ["/me", "/me"]
