"""The page of my data: what it says, in both languages, and what its buttons do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.accounts.domain.consents import give_consent
from everfair.accounts.domain.data_exports import ask_for_export, make_export
from everfair.accounts.enums import ConsentPurpose
from everfair.accounts.models import Consent, DataExport, SupportLook
from everfair.accounts.queries.consents import has_consent
from everfair.kernel.clock import now
from tests.factories.accounts import OrganisationFactory, PersonFactory, sign_in
from tests.negotiation.browsing import words_of
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from everfair.accounts.models import Person

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

PAGE = "/me/privacy"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def rosa(client: Client) -> Person:
    person = PersonFactory.create(language="en")
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


@pytest.mark.parametrize(("language", "words"), [("en", "Privacy"), ("zh-hans", "隐私")])
def test_page_speaks_both_languages(client: Client, rosa: Person, language: str, words: str) -> None:
    assert rosa.is_active

    assert heading_of(client.get(f"{PAGE}?lang={language}")) == words


def test_page_asks_a_constant_number_of_queries(
    client: Client, rosa: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for organisation in OrganisationFactory.create_batch(3, country="TH"):
        give_consent(rosa, ConsentPurpose.CROSS_BORDER, recipient=organisation.public_id)
    client.get(PAGE)

    # session, person, consents, their recipients, downloads, looks, the shell's edition, the delegations' tab
    with django_assert_num_queries(8):
        client.get(PAGE)


def test_consent_is_given_and_taken_back(client: Client, rosa: Person) -> None:
    client.post(f"{PAGE}/consents/news/give")
    given = has_consent(rosa, ConsentPurpose.NEWS)
    answer = client.post(f"{PAGE}/consents/news/withdraw", follow=True)

    assert given
    assert not has_consent(rosa, ConsentPurpose.NEWS)
    assert "Your consent is taken back." in words_of(answer.content)


def test_consent_at_the_border_is_taken_back_for_one(client: Client, rosa: Person) -> None:
    one, other = OrganisationFactory.create_batch(2, country="TH")
    for organisation in (one, other):
        give_consent(rosa, ConsentPurpose.CROSS_BORDER, recipient=organisation.public_id)

    client.post(f"{PAGE}/consents/cross_border/withdraw", {"recipient": one.public_id})

    assert not has_consent(rosa, ConsentPurpose.CROSS_BORDER, recipient=one.public_id)
    assert has_consent(rosa, ConsentPurpose.CROSS_BORDER, recipient=other.public_id)


@pytest.mark.parametrize(
    ("address", "recipient", "status"),
    [
        ("cross_border/give", "abcdefghjkmn", 404),
        ("nothing/give", "", 404),
        ("nothing/withdraw", "", 404),
        ("cross_border/withdraw", "nul\x00 and <b>", 302),
        ("cross_border/withdraw", "长" * 5000, 302),
        ("terms/withdraw", "", 409),
    ],
)
def test_nonsense_changes_nothing(client: Client, rosa: Person, address: str, recipient: str, status: int) -> None:
    give_consent(rosa, ConsentPurpose.TERMS)

    answer = client.post(f"{PAGE}/consents/{address}", {"recipient": recipient})

    assert answer.status_code == status
    assert Consent.objects.count() == 1


def test_terms_lead_to_erasure(client: Client, rosa: Person) -> None:
    assert rosa.is_active

    answer = client.post(f"{PAGE}/consents/terms/withdraw")

    assert 'href="/me/privacy/erase' in answer.content.decode()


def test_looks_of_support_stand_with_their_reason(client: Client, rosa: Person) -> None:
    supporter = PersonFactory.create(name="Sun Support")
    SupportLook.objects.create(supporter=supporter, person=rosa, reason="Booth does not <open>", ended_at=now())
    SupportLook.objects.create(supporter=supporter, person=PersonFactory.create(), reason="Somebody else's matter")

    page = client.get(PAGE).content.decode()

    assert "Booth does not &lt;open&gt;" in page
    assert "Somebody else" not in page
    assert "Sun Support" not in page


def test_download_is_asked_for_watched_and_ready(client: Client, rosa: Person) -> None:
    client.post(f"{PAGE}/exports")
    waiting = client.get(f"{PAGE}/exports", headers=HTMX).content.decode()
    export = DataExport.objects.get(person=rosa)
    make_export(export)
    ready = client.get(f"{PAGE}/exports", headers=HTMX).content.decode()

    assert 'hx-trigger="every 2s"' in waiting
    assert "Have a download made" not in waiting
    assert "hx-trigger" not in ready
    assert f"/me/privacy/exports/{export.public_id}" in ready


def test_second_question_says_that_it_is_being_made(client: Client, rosa: Person) -> None:
    ask_for_export(rosa)

    answer = client.post(f"{PAGE}/exports")

    assert answer.status_code == 409
    assert "being collected already" in words_of(answer.content)


def test_expired_download_has_no_link(client: Client, rosa: Person) -> None:
    export = ask_for_export(rosa)
    DataExport.objects.update(state="expired", asked_at=now() - timedelta(days=9))

    page = client.get(PAGE).content.decode()

    assert export.public_id not in page
    assert "Expired and deleted" in page


def test_piece_by_itself_leads_to_the_page(client: Client, rosa: Person) -> None:
    assert rosa.is_active

    assert client.get(f"{PAGE}/exports")["Location"] == PAGE


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/exports", f"{PAGE}/erase", f"{PAGE}/exports/abcdefghjkmn"])
def test_stranger_signs_in_first(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/accounts/login/?next=")
