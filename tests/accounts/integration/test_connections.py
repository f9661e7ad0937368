"""My connections: ways in that can be taken off, and sites that know me."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from allauth.idp.oidc.models import Token
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from everfair.accounts.domain.authorisations import authorise_site
from everfair.accounts.domain.connections import OutsideAccount, connect_outside, disconnect_outside
from everfair.accounts.errors import LastWayIn
from everfair.accounts.models import Person, SiteAuthorisation
from everfair.kernel.models import Event
from tests.accounts.providers import configured
from tests.accounts.sites import make_site
from tests.factories.accounts import PASSWORD, PersonFactory, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PAGE = "/me/connections"
OFF = "/me/connections/club/disconnect"


@pytest.fixture(autouse=True)
def club(settings: SettingsWrapper) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://localhost:9")


@pytest.fixture
def person() -> Person:
    return PersonFactory.create(email="nok@example.org", language="en")


@pytest.fixture
def inside(client: Client, person: Person) -> Client:
    """Return the browser of a person who signed in a moment ago."""
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def connect(person: Person, provider: str = "club", subject: str = "nok") -> None:
    connect_outside(person, OutsideAccount(provider, subject, {"email": "nok@club.example"}), how="by_hand")


@pytest.mark.parametrize(("language", "words"), [("en", "Connections"), ("zh-hans", "账户绑定")])
def test_page_of_somebody_without_connections_offers_them(inside: Client, language: str, words: str) -> None:
    answer = inside.get(f"{PAGE}?lang={language}")

    assert heading_of(answer) == words
    assert 'value="connect"' in answer.content.decode()


def test_page_shows_both_kinds(
    inside: Client, person: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    connect(person)
    connect(person, "gone", "1")
    authorise_site(person, make_site().row, scopes=["openid", "email"])
    inside.get(PAGE)

    with django_assert_num_queries(inside_queries := 6):
        page = inside.get(f"{PAGE}?lang=en").content.decode()

    assert inside_queries
    assert "nok@club.example" in page
    assert "<h3>gone</h3>" in page
    assert "Ticket gate" in page
    assert "Your e-mail address" in page
    assert 'value="connect"' not in page


def test_disconnecting_is_told(inside: Client, person: Person, mailoutbox: list[EmailMessage]) -> None:
    connect(person)

    answer = inside.post(OFF)

    assert answer["Location"] == PAGE
    assert not SocialAccount.objects.exists()
    assert Event.objects.get(name="connection.ended").payload == {"provider": "club"}
    assert [letter.subject for letter in mailoutbox] == ["Club is no longer connected to your account"]
    assert inside.post(OFF).status_code == 404


def test_disconnecting_wants_a_fresh_proof(client: Client, person: Person) -> None:
    connect(person)
    sign_in(client, person)

    assert client.post(OFF)["Location"] == "/accounts/reauthenticate/?next=%2Fme%2Fconnections"
    assert SocialAccount.objects.exists()


def test_last_way_in_stays(client: Client, person: Person) -> None:
    connect(person)
    person.set_unusable_password()
    person.save()
    sign_in(client, person)

    answer = client.post(f"{OFF}?lang=en")

    assert answer.status_code == 409
    assert "only way to sign in" in answer.content.decode()
    assert SocialAccount.objects.exists()


def test_one_of_two_providers_may_go_and_then_the_other_stays(person: Person) -> None:
    connect(person)
    connect(person, "other", "1")
    person.set_unusable_password()
    person.save()

    assert disconnect_outside(person, "club")
    with pytest.raises(LastWayIn):
        disconnect_outside(person, "other")


def test_account_of_somebody_else_is_not_touched(inside: Client) -> None:
    connect(PersonFactory.create())

    assert inside.post(OFF).status_code == 404
    assert SocialAccount.objects.exists()


def test_withdrawing_ends_what_the_site_knows(inside: Client, person: Person) -> None:
    site = make_site()
    tokens = site.tokens(inside)

    answer = inside.post(f"/me/sites/{site.row.pk}/withdraw")

    assert answer["Location"] == PAGE
    assert not SiteAuthorisation.objects.exists()
    assert not Token.objects.exists()
    assert site.look(inside, tokens["access_token"]).status_code == 401
    assert Event.objects.get(name="client.withdrawn").actor_id == person.pk
    assert inside.post(f"/me/sites/{site.row.pk}/withdraw").status_code == 404


def test_withdrawing_is_everybodys_own(inside: Client) -> None:
    site, somebody = make_site(), PersonFactory.create()
    authorise_site(somebody, site.row, scopes=["openid"])

    assert inside.post(f"/me/sites/{site.row.pk}/withdraw").status_code == 404
    assert SiteAuthorisation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_take_the_last_way_in() -> None:
    person = PersonFactory.create()
    connect(person)
    connect(person, "other", "1")
    person.set_unusable_password()
    person.save()

    def leave(provider: str) -> bool:
        try:
            return disconnect_outside(person, provider)
        except LastWayIn:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(leave, ["club", "other"]))

    assert sorted(answers) == [False, True]
    assert SocialAccount.objects.count() == 1
