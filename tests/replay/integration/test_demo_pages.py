"""Pages that only a demo fair has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import get_user
from django.core.mail import EmailMessage, get_connection

from tests.factories.accounts import PASSWORD, PersonFactory, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@dataclass(frozen=True)
class Account:
    kind: str
    name: str
    email: str
    password: str
    words: str


@pytest.fixture(autouse=True)
def buyer(monkeypatch: pytest.MonkeyPatch) -> Person:
    person = PersonFactory.create(email="buyer@demo.example", name="Nok", language="en")
    account = Account("buyer", "Nok", person.email, PASSWORD, "Buys <everything>")
    monkeypatch.setattr("everfair.replay.views.demo.demo_accounts", lambda: [account])
    monkeypatch.setattr("everfair.replay.views.demo.loaded_scale", lambda: "demo")
    return person


@pytest.fixture
def mail(settings: SettingsWrapper, tmp_path: Path) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def post(folder: Path, subject: str, body: str) -> None:
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    connection.send_messages([EmailMessage(subject, body, "fair@localhost", ["a@example.org"])])


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Who would you like to be?"), ("zh-hans", "您想以谁的身份参会？")]
)
def test_list_shows_everybody_one_can_be(client: Client, language: str, words: str) -> None:
    shown = client.get(f"/demo/?lang={language}").content.decode()

    assert words in shown
    assert "buyer@demo.example" in shown
    assert PASSWORD in shown
    assert "Buys &lt;everything&gt;" in shown


def test_list_is_empty_until_the_fair_is_loaded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.replay.views.demo.loaded_scale", lambda: "")

    shown = client.get("/demo/?lang=en").content.decode()

    assert "The demo fair is not loaded yet." in shown
    assert PASSWORD not in shown


def test_one_click_signs_in(client: Client, buyer: Person) -> None:
    answer = client.post("/demo/sign-in", {"kind": "buyer"})

    assert (answer.status_code, answer["Location"], answer.cookies["language"].value) == (302, "/me", "en")
    assert get_user(client) == buyer


def test_one_click_changes_who_one_is(client: Client, buyer: Person) -> None:
    sign_in(client, PersonFactory.create())

    client.post("/demo/sign-in", {"kind": "buyer"})

    assert get_user(client) == buyer


def test_one_click_leads_back_to_where_one_was_asked_to_sign_in(client: Client) -> None:
    wish = "/negotiations/new?project=abc"
    asked = client.get("/accounts/login/", {"next": wish}).content.decode()
    shown = client.get("/demo/", {"next": wish}).content.decode()

    answer = client.post("/demo/sign-in", {"kind": "buyer", "next": wish})

    assert 'href="/demo/?next=%2Fnegotiations%2Fnew%3Fproject%3Dabc"' in asked
    assert f'<input type="hidden" name="next" value="{wish}">' in shown
    assert answer["Location"] == wish


def test_one_click_never_leads_elsewhere(client: Client) -> None:
    assert client.post("/demo/sign-in", {"kind": "buyer", "next": "//evil.example"})["Location"] == "/me"
    assert "evil" not in client.get("/demo/", {"next": "//evil.example"}).content.decode().partition("<main")[2]


@pytest.mark.parametrize("kind", ["", "operator", "\x00", "' OR 1=1"])
def test_unknown_kind_is_nobody(client: Client, kind: str) -> None:
    assert client.post("/demo/sign-in", {"kind": kind}).status_code == 404
    assert not get_user(client).is_authenticated


def test_account_whose_password_was_changed_is_not_opened(client: Client, buyer: Person) -> None:
    buyer.set_password("something else entirely")
    buyer.save()

    assert client.post("/demo/sign-in", {"kind": "buyer"}).status_code == 404
    assert not get_user(client).is_authenticated


def test_mailbox_shows_letters_with_links_and_without_markup(client: Client, mail: Path) -> None:
    post(mail, "Hello <b>", "<script>alert(1)</script>\nhttps://fair.example/x?a=1&b=2")

    shown = client.get("/demo/mailbox").content.decode()

    assert "Hello &lt;b&gt;" in shown
    assert "<script>alert" not in shown
    assert '<a href="https://fair.example/x?a=1&amp;b=2" rel="nofollow">' in shown


@pytest.mark.parametrize(("language", "words"), [("en", "No mail yet."), ("zh-hans", "还没有邮件。")])
def test_empty_mailbox_says_so(client: Client, mail: Path, language: str, words: str) -> None:
    assert mail.is_dir()
    assert words in client.get(f"/demo/mailbox?lang={language}").content.decode()


def test_sign_up_page_leads_to_the_mailbox(client: Client) -> None:
    assert 'href="/demo/mailbox"' in client.get("/accounts/password/reset/done/").content.decode()
    assert 'href="/demo/"' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("closed", [{"demo": False}, {"host": "0.0.0.0"}, {"public_url": "https://fair.example"}])  # noqa: S104 -- a value, nothing listens
def test_real_or_public_fair_has_none_of_it(
    client: Client, settings: SettingsWrapper, mail: Path, closed: dict[str, object]
) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update=closed)
    post(mail, "A private letter", "for one person")

    answers = [client.get("/demo/"), client.post("/demo/sign-in", {"kind": "buyer"}), client.get("/demo/mailbox")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not any("private" in answer.content.decode() for answer in answers)
    assert not get_user(client).is_authenticated
    assert "/demo/" not in client.get("/accounts/login/").content.decode()
    assert "/demo/" not in client.get("/accounts/password/reset/done/").content.decode()
