"""Passwords: forgotten, reset by mail, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user

from everfair.kernel.models import Event
from tests.accounts.integration.test_sign_up import link_in
from tests.factories.accounts import PASSWORD, PersonFactory, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ASK = "/accounts/password/reset/"
CHANGE = "/accounts/password/change/"
FRESH = {"password1": "a-new-lantern-in-may", "password2": "a-new-lantern-in-may"}


@pytest.fixture
def nok() -> Person:
    return PersonFactory.create(email="nok@example.org", name="Nok", language="en")


def ask(client: Client, mailoutbox: list[EmailMessage]) -> str:
    """Ask for a new password and open the link; return where the form is."""
    client.post(ASK, {"email": "nok@example.org"})
    return str(client.get(link_in(mailoutbox[-1]))["Location"])


@pytest.mark.parametrize(("language", "words"), [("en", "New password"), ("zh-hans", "新密码")])
def test_form_speaks_both_languages(client: Client, language: str, words: str) -> None:
    assert heading_of(client.get(f"{ASK}?lang={language}")) == words


def test_reset_by_mail(client: Client, nok: Person, mailoutbox: list[EmailMessage]) -> None:
    form = ask(client, mailoutbox)
    assert form.endswith("-set-password/")
    assert "once more" in client.get(f"{form}?lang=en").content.decode()

    answer = client.post(form, FRESH, follow=True)

    assert answer.redirect_chain == [("/accounts/password/reset/key/done/", 302)]
    nok.refresh_from_db()
    assert nok.check_password(FRESH["password1"])
    assert [letter.subject for letter in mailoutbox] == ["Set a new password", "Your password was changed"]
    assert Event.objects.get(name="person.password_changed").actor == nok


def test_known_and_unknown_addresses_look_alike(client: Client, nok: Person) -> None:
    answers = [client.post(ASK, {"email": email}) for email in (nok.email, "nobody@example.org")]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, f"{ASK}done/")] * 2
    assert client.get(f"{ASK}done/").status_code == 200


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "No Everfair account under this address"), ("zh-hans", "此邮箱未注册 Everfair 账户")],
)
def test_unknown_address_gets_a_letter_in_the_pages_language(
    client: Client, mailoutbox: list[EmailMessage], language: str, subject: str
) -> None:
    client.post(f"{ASK}?lang={language}", {"email": "nobody@example.org"})

    assert [letter.subject for letter in mailoutbox] == [subject]


def test_used_link_says_so(client: Client, nok: Person, mailoutbox: list[EmailMessage]) -> None:
    form = ask(client, mailoutbox)
    client.post(form, FRESH)

    answers = [client.get(f"{address}?lang=en") for address in (link_in(mailoutbox[0]), form)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert all("This link is no longer valid" in answer.content.decode() for answer in answers)
    assert client.post(form, {"password1": "hijacked-by-nobody", "password2": "hijacked-by-nobody"}).status_code == 410
    nok.refresh_from_db()
    assert nok.check_password(FRESH["password1"])


def test_old_link_says_so(
    client: Client, nok: Person, mailoutbox: list[EmailMessage], settings: SettingsWrapper
) -> None:
    client.post(ASK, {"email": nok.email})
    settings.PASSWORD_RESET_TIMEOUT = -1

    answer = client.get(f"{link_in(mailoutbox[0])}?lang=zh-hans")

    assert answer.status_code == 410
    assert "链接已失效" in answer.content.decode()


@pytest.mark.parametrize("key", ["1-x", "zzzzzzzzzzzzz-cu1-abc", "0-set-password", "1-%00"])
def test_forged_link_says_so(client: Client, key: str) -> None:
    assert client.get(f"/accounts/password/reset/key/{key}/").status_code in (400, 410)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"password1": "short", "password2": "short"}, "This password is too short."),
        ({"password1": "a-new-lantern-in-may", "password2": "another"}, "You must type the same password each time."),
        ({"password1": "", "password2": ""}, "This field is required."),
    ],
)
def test_bad_new_password_gets_a_sentence(
    client: Client, nok: Person, mailoutbox: list[EmailMessage], fields: dict[str, str], sentence: str
) -> None:
    form = ask(client, mailoutbox)

    answer = client.post(f"{form}?lang=en", fields)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    nok.refresh_from_db()
    assert nok.check_password(PASSWORD)


@pytest.mark.parametrize("email", ["", "nok", "nok\x00@example.org", "<b>@example.org"])
def test_bad_address_gets_a_sentence(client: Client, mailoutbox: list[EmailMessage], email: str) -> None:
    assert client.post(ASK, {"email": email}).status_code == 422
    assert mailoutbox == []


def test_letters_stop_after_five_a_minute(client: Client, nok: Person, mailoutbox: list[EmailMessage]) -> None:
    answers = [client.post(ASK, {"email": nok.email}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert len(mailoutbox) == 5


@pytest.mark.parametrize(("language", "words"), [("en", "Change the password"), ("zh-hans", "修改密码")])
def test_change_form_speaks_both_languages(client: Client, nok: Person, language: str, words: str) -> None:
    sign_in(client, nok)

    assert heading_of(client.get(f"{CHANGE}?lang={language}")) == words


def test_change_keeps_this_session_and_ends_the_others(client: Client, nok: Person) -> None:
    elsewhere = client.__class__()
    sign_in(client, nok)
    sign_in(elsewhere, nok)

    answer = client.post(CHANGE, {"oldpassword": PASSWORD, **FRESH})

    assert (answer.status_code, answer["Location"]) == (302, "/me/security")
    assert get_user(client) == nok
    assert not get_user(elsewhere).is_authenticated


def test_change_needs_the_current_password(client: Client, nok: Person) -> None:
    sign_in(client, nok)

    answer = client.post(f"{CHANGE}?lang=en", {"oldpassword": "wrong", **FRESH})

    assert answer.status_code == 422
    assert "This is not your current password." in answer.content.decode()
    nok.refresh_from_db()
    assert nok.check_password(PASSWORD)


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(CHANGE)["Location"] == "/accounts/login/?next=%2Faccounts%2Fpassword%2Fchange%2F"
