"""The page about how I sign in: factors, sessions, a first password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.auth.hashers import Argon2PasswordHasher

from everfair.accounts.domain.phones import confirm_phone
from everfair.accounts.domain.sessions import session_ref
from everfair.accounts.middleware import SEEN
from everfair.kernel.models import Event
from tests.factories.accounts import PASSWORD, PersonFactory, sign_in
from tests.factories.entrance import give_app, prove
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PAGE = "/me/security"
ADDRESS = "/accounts/email/"
PHONE = "/accounts/phone/"
NUMBER = "+8613800138000"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create(email="nok@example.org", name="Nok", language="en")
    sign_in(client, person)
    return person


def enter(client: Client, person: Person, **headers: str) -> str:
    """Sign in on another device and return how its session is named there."""
    sign_in(client, person)
    session = client.session
    del session[SEEN]
    session.save()
    client.get("/me", headers=headers)
    return session_ref(str(client.session.session_key))


@pytest.mark.parametrize(("language", "words"), [("en", "Sign-in and security"), ("zh-hans", "登录与安全")])
def test_page_speaks_both_languages(client: Client, nok: Person, language: str, words: str) -> None:
    give_app(nok)
    confirm_phone(nok, NUMBER)

    answer = client.get(f"{PAGE}?lang={language}")

    assert heading_of(answer) == words
    assert all(known in answer.content.decode() for known in ("nok@example.org", "+86 138 0013 8000"))


def test_page_asks_the_database_little(
    client: Client, nok: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        enter(client.__class__(), nok)
    client.get(PAGE)

    with django_assert_max_num_queries(16):
        client.get(PAGE)


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"] == "/accounts/login/?next=%2Fme%2Fsecurity"


def test_devices_are_known_by_their_names(client: Client, nok: Person) -> None:
    enter(client.__class__(), nok, **{"User-Agent": FIREFOX})

    assert "Firefox · Windows" in client.get(PAGE).content.decode()


def test_session_is_noted_every_few_minutes_only(client: Client, nok: Person) -> None:
    enter(client, nok)
    before = UserSession.objects.get().last_seen_at

    client.get("/me")
    after = UserSession.objects.get().last_seen_at

    assert after == before


def test_one_device_is_signed_out_from_afar(client: Client, nok: Person) -> None:
    there, third = client.__class__(), client.__class__()
    ref, _ = enter(there, nok, **{"User-Agent": FIREFOX}), enter(third, nok)

    answer = client.post(f"{PAGE}/sessions/{ref}/end", follow=True, headers={"Accept-Language": "en"})

    assert "Signed out there." in answer.content.decode()
    assert [get_user(one).is_authenticated for one in (client, there, third)] == [True, False, True]
    event = Event.objects.get(name="person.session_ended")
    assert (event.actor, event.payload) == (nok, {"device": "Firefox · Windows"})


def test_all_others_are_signed_out_from_afar(client: Client, nok: Person) -> None:
    stranger, there, third = (client.__class__() for _ in range(3))
    enter(stranger, PersonFactory.create())
    enter(client, nok), enter(there, nok), enter(third, nok)

    client.post(f"{PAGE}/sessions/others/end")

    assert [get_user(one).is_authenticated for one in (client, there, third, stranger)] == [True, False, False, True]


def test_signing_out_here_is_signing_out(client: Client, nok: Person) -> None:
    ref = enter(client, nok)

    answer = client.post(f"{PAGE}/sessions/{ref}/end")

    assert answer["Location"] == "/"
    assert not get_user(client).is_authenticated


def test_device_is_listed_also_after_its_old_hash_was_renewed(client: Client) -> None:
    cheap = Argon2PasswordHasher()
    cheap.time_cost = 1
    person = PersonFactory.create(password=cheap.encode(PASSWORD, cheap.salt()))
    enter(client, person)

    prove(client)
    answer = client.get(f"{PAGE}?lang=en")

    assert get_user(client) == person
    assert answer.content.decode().count("This device") == 1


@pytest.mark.usefixtures("nok")
def test_another_persons_session_is_not_there(client: Client) -> None:
    stranger = client.__class__()
    ref = enter(stranger, PersonFactory.create())

    answers = [client.post(f"{PAGE}/sessions/{name}/end").status_code for name in (ref, "nothing", "1")]

    assert answers == [404, 404, 404]
    assert get_user(stranger).is_authenticated


def test_new_password_clears_the_list(client: Client, nok: Person) -> None:
    enter(client, nok)
    enter(client.__class__(), nok)
    fresh = {"password1": "a-new-lantern-in-may", "password2": "a-new-lantern-in-may"}

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **fresh})

    assert [session.session_key for session in UserSession.objects.all()] == [client.session.session_key]


def test_first_password_is_set(client: Client, mailoutbox: list[EmailMessage]) -> None:
    person = PersonFactory.create(password="!", language="en")
    sign_in(client, person)
    fresh = {"password1": "a-new-lantern-in-may", "password2": "a-new-lantern-in-may"}
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"

    answer = client.post("/accounts/password/set/", fresh)

    person.refresh_from_db()
    assert answer["Location"] == PAGE
    assert person.check_password(fresh["password1"])
    assert get_user(client) == person
    assert [letter.subject for letter in mailoutbox] == ["A password was set"]


@pytest.mark.usefixtures("nok")
@pytest.mark.parametrize("address", [ADDRESS, PHONE, "/accounts/passkeys/add/"])
def test_changes_need_a_proof(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/accounts/reauthenticate/?next=")
