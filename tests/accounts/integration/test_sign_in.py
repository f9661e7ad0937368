"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.factories.accounts import PASSWORD, PersonFactory, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

SIGN_IN = "/accounts/login/"


@pytest.mark.parametrize(("language", "words"), [("en", "Sign in"), ("zh-hans", "登录")])
def test_form_speaks_both_languages(client: Client, language: str, words: str) -> None:
    assert heading_of(client.get(f"{SIGN_IN}?lang={language}")) == words


@pytest.mark.parametrize("typed", ["nok@example.org", " NOK@Example.ORG "])
def test_sign_in_with_mail_and_password(client: Client, typed: str) -> None:
    person = PersonFactory.create(email="nok@example.org", language="en")

    answer = client.post(SIGN_IN, {"login": typed, "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/me")
    assert get_user(client) == person


def test_the_fair_speaks_the_persons_language_from_then_on(client: Client) -> None:
    PersonFactory.create(email="nok@example.org", language="en")

    answer = client.post(SIGN_IN, {"login": "nok@example.org", "password": PASSWORD}, headers={"Accept-Language": "zh"})

    assert answer.cookies["language"].value == "en"
    assert client.get("/me", headers={"Accept-Language": "zh"})["Content-Language"] == "en"


@pytest.mark.parametrize(("remember", "stays"), [({"remember": "on"}, True), ({}, False)])
def test_staying_signed_in_is_asked_for(client: Client, remember: dict[str, str], stays: bool) -> None:  # noqa: FBT001 -- a parameter
    PersonFactory.create(email="nok@example.org")

    answer = client.post(SIGN_IN, {"login": "nok@example.org", "password": PASSWORD, **remember})

    assert bool(answer.cookies["everfair_session"]["max-age"]) is stays


@pytest.mark.parametrize("login", ["nok@example.org", "nobody@example.org"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "E-mail address and password do not go together. Check both, or ask for a new password."),
        ("zh-hans", "邮箱与密码不匹配。请核对后重试，或重置密码。"),
    ],
)
def test_wrong_password_and_unknown_address_look_alike(
    client: Client, login: str, language: str, sentence: str
) -> None:
    PersonFactory.create(email="nok@example.org")

    answer = client.post(f"{SIGN_IN}?lang={language}", {"login": login, "password": "wrong"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert f'value="{login}"' in shown
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("", ""),
        ("nok", "x"),
        ("nok\x00@example.org", "x"),
        ("nok@example.org", "x\x00"),
        ("nok@example.org", "x" * 5000),
        ("x" * 5000 + "@example.org", "x"),
        ("' OR 1=1 --@example.org", "' OR 1=1 --"),
        ("<script>alert(1)</script>", "x"),
        ("\ufffd@example.org", "\ufffd"),
    ],
)
def test_noise_is_refused_and_escaped(client: Client, login: str, password: str) -> None:
    PersonFactory.create(email="nok@example.org")

    answer = client.post(SIGN_IN, {"login": login, "password": password})

    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()


def test_unproved_address_gets_a_new_code(client: Client, mailoutbox: list[EmailMessage]) -> None:
    PersonFactory.create(email="nok@example.org", confirmed=False, language="en", name="Nok")

    answer = client.post(SIGN_IN, {"login": "nok@example.org", "password": PASSWORD})

    assert answer["Location"] == "/accounts/confirm-email/"
    assert mailoutbox[0].subject == "Open your Everfair account"
    assert not get_user(client).is_authenticated


def test_closed_account_is_told_so(client: Client) -> None:
    PersonFactory.create(email="nok@example.org", is_active=False)

    answer = client.post(SIGN_IN, {"login": "nok@example.org", "password": PASSWORD}, follow=True)

    assert not get_user(client).is_authenticated
    assert answer.redirect_chain == [("/accounts/inactive/", 302)]
    assert "此账户已停用" in answer.content.decode()


@pytest.mark.parametrize(
    ("wish", "target"),
    [
        ("/2020/exhibition/?q=支付", "/2020/exhibition/?q=%E6%94%AF%E4%BB%98"),
        ("https://evil.example/x", "/me"),
        ("//evil.example", "/me"),
        ("/\\evil.example", "/me"),
        ("http://[", "/me"),
        ("javascript:alert(1)", "/me"),
        ("/me\r\nSet-Cookie: a=b", "/me"),
        ("/x\x00y", "/me"),
    ],
)
def test_next_page_is_one_of_ours(client: Client, wish: str, target: str) -> None:
    PersonFactory.create(email="nok@example.org")

    answer = client.post(SIGN_IN, {"login": "nok@example.org", "password": PASSWORD, "next": wish})

    assert (answer.status_code, answer["Location"]) == (302, target)


@pytest.mark.parametrize("wish", ["http://[", "https://evil.example/", '"><script>alert(1)</script>'])
def test_form_survives_any_next(client: Client, wish: str) -> None:
    answer = client.get(SIGN_IN, {"next": wish})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_sign_out_is_asked_and_done(client: Client) -> None:
    sign_in(client, PersonFactory.create())
    assert "退出登录" in client.get("/accounts/logout/").content.decode()

    answer = client.post("/accounts/logout/")

    assert answer["Location"] == "/"
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "There were too many wrong passwords. Wait 5 minutes, or come in another way now."),
        ("zh-hans", "密码错误次数过多。请等待 5 分钟，或现在换一种方式登录。"),
    ],
)
def test_too_many_wrong_passwords_lock_the_door_but_show_another(
    client: Client, mailoutbox: list[EmailMessage], language: str, sentence: str
) -> None:
    PersonFactory.create(email="nok@example.org")
    for _ in range(5):
        client.post(SIGN_IN, {"login": "nok@example.org", "password": "wrong"})

    answer = client.post(f"{SIGN_IN}?lang={language}", {"login": "NOK@example.org", "password": PASSWORD})

    assert answer.status_code == 429
    assert 240 < int(answer["Retry-After"]) <= 300
    assert sentence in answer.content.decode()
    assert not get_user(client).is_authenticated
    assert client.post("/accounts/login/code/", {"login": "nok@example.org"}).status_code == 302
    assert len(mailoutbox) == 1


def test_host_names_share_one_count(client: Client) -> None:
    PersonFactory.create(email="nok@example.org")
    for number in range(5):
        host = ("localhost", "127.0.0.1")[number % 2]
        client.post(SIGN_IN, {"login": "nok@example.org", "password": "wrong"}, headers={"Host": host})

    answer = client.post(SIGN_IN, {"login": "nok@example.org", "password": PASSWORD})

    assert answer.status_code == 429


def test_old_hash_is_renewed(client: Client) -> None:
    cheap = Argon2PasswordHasher()
    cheap.time_cost = 1
    person = PersonFactory.create(email="nok@example.org", password=cheap.encode(PASSWORD, cheap.salt()))

    client.post(SIGN_IN, {"login": "nok@example.org", "password": PASSWORD})

    person.refresh_from_db()
    assert person.password.startswith("argon2$argon2id$v=19$m=47104,t=3,p=1$")
    assert get_user(client) == person


@pytest.mark.parametrize(("language", "words"), [("en", "Too fast"), ("zh-hans", "操作过于频繁")])
def test_too_many_tries_get_a_page_that_says_so(
    client: Client, settings: SettingsWrapper, language: str, words: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [client.post(f"{SIGN_IN}?lang={language}", {"login": "a", "password": "b"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert heading_of(answers[-1]) == words


def test_throttle_believes_no_forwarded_address(client: Client, settings: SettingsWrapper) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}

    answers = [
        client.post(SIGN_IN, {"login": "a", "password": "b"}, headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in (1, 2)
    ]

    assert [answer.status_code for answer in answers] == [422, 429]


def test_throttle_tells_clients_of_a_trusted_proxy_apart(client: Client, settings: SettingsWrapper) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    answers = [
        client.post(SIGN_IN, {"login": "a", "password": "b"}, headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in (1, 2, 2)
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 429]
