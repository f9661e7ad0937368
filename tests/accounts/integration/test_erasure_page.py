"""The page that erases an account: proof, a typed word, what has to be settled first."""

from __future__ import annotations

import pytest
from django.test import Client

from everfair.accounts.enums import MemberRole
from everfair.accounts.models import Person
from tests.factories.accounts import PASSWORD, MembershipFactory, PersonFactory, make_member
from tests.negotiation.browsing import client_of, words_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def enter(person: Person) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def typed(client: Client, word: str) -> int:
    return client.post("/me/privacy/erase", {"word": word}).status_code


def test_person_erases_the_account_on_its_page() -> None:
    person = PersonFactory.create()
    client = enter(person)

    page = client.get("/me/privacy/erase")
    answer = client.post("/me/privacy/erase", {"word": " Erase "}, follow=True)

    assert "The signed PDF and its certificate carry your name" in words_of(page.content)
    assert answer.redirect_chain == [("/erased", 302)]
    person.refresh_from_db()
    assert person.erased_at is not None
    assert client.get("/me").status_code == 302


@pytest.mark.parametrize("word", ["", "yes", "delete", "x" * 41, "era\x00se", "<script>"])
def test_other_word_erases_nothing(word: str) -> None:
    person = PersonFactory.create()

    assert typed(enter(person), word) == 422
    person.refresh_from_db()
    assert person.erased_at is None


def test_chinese_word_is_taken_in_either_language() -> None:
    person = PersonFactory.create()

    assert typed(enter(person), "注销") == 302


def test_old_session_erases_nothing() -> None:
    member = make_member()
    client = client_of(member)

    page = client.get("/me/privacy/erase")
    answer = client.post("/me/privacy/erase", {"word": "erase"})

    assert "/accounts/reauthenticate/?next=" in page.content.decode()
    assert 'name="word"' not in page.content.decode()
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    member.person.refresh_from_db()
    assert member.person.erased_at is None


def test_tied_person_is_told_what_is_left() -> None:
    owner = make_member()
    MembershipFactory.create(organisation=owner.organisation, role=MemberRole.SALES)
    client = enter(owner.person)

    page = client.get("/me/privacy/erase")
    answer = client.post("/me/privacy/erase", {"word": "erase"})

    assert "only owner" in words_of(page.content)
    assert answer.status_code == 409
    assert "only owner" in words_of(answer.content)
