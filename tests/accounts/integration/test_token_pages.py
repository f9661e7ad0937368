"""Tokens for programs, on their page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from everfair.accounts.domain.tokens import MOST_TOKENS, create_token, person_for_token
from everfair.accounts.models import ApiToken
from tests.factories.accounts import PersonFactory, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PAGE = "/me/tokens"


@pytest.fixture
def nok(client: Client) -> Person:
    person = PersonFactory.create(language="en")
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


@pytest.mark.parametrize(("language", "words"), [("en", "Tokens for programs"), ("zh-hans", "程序令牌")])
def test_page_speaks_both_languages(client: Client, nok: Person, language: str, words: str) -> None:
    create_token(nok, label="ERP")

    answer = client.get(f"{PAGE}?lang={language}")

    assert heading_of(answer) == words
    assert "ERP" in answer.content.decode()


def test_token_is_shown_once(client: Client, nok: Person) -> None:
    answer = client.post(PAGE, {"label": "our <ERP>"})

    shown = answer.content.decode()
    (raw,) = set(re.findall(r"evf_[\w-]+", shown))
    assert person_for_token(raw) == nok
    assert "our &lt;ERP&gt;" in shown
    assert "no-store" in answer["Cache-Control"]
    assert raw not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("label", ["", " ", "x" * 81, "a\x00", "\u202e"])
def test_bad_label_gets_a_sentence(client: Client, nok: Person, label: str) -> None:
    assert nok.is_active
    answer = client.post(PAGE, {"label": label})

    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_too_many_tokens_get_a_sentence_and_keep_the_label(client: Client, nok: Person) -> None:
    for number in range(MOST_TOKENS):
        create_token(nok, label=str(number))

    answer = client.post(PAGE, {"label": "one more"})

    assert answer.status_code == 422
    assert f"You have {MOST_TOKENS} tokens in use." in answer.content.decode()
    assert 'value="one more"' in answer.content.decode()


def test_revoking_ends_it(client: Client, nok: Person) -> None:
    token, raw = create_token(nok, label="old laptop")

    answer = client.post(f"{PAGE}/{token.public_id}/revoke", follow=True)

    assert "The token is revoked" in answer.content.decode()
    assert "old laptop" not in answer.content.decode()
    assert person_for_token(raw) is None


def test_anothers_token_is_not_there(client: Client, nok: Person) -> None:
    assert nok.is_active
    token, raw = create_token(PersonFactory.create(), label="secret project")

    assert client.post(f"{PAGE}/{token.public_id}/revoke").status_code == 404
    assert "secret project" not in client.get(PAGE).content.decode()
    assert person_for_token(raw) is not None


def test_page_costs_the_same_however_many_tokens(
    client: Client, nok: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(MOST_TOKENS):
        create_token(nok, label=str(number))

    with django_assert_max_num_queries(5):  # session, person, tokens, delegations for the tab; the shell's edition
        client.get(PAGE)
