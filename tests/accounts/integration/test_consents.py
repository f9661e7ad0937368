"""Consents: one row an answer, the newest holds, new words are asked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils import translation

from everfair.accounts import consent_texts
from everfair.accounts.consent_texts import ConsentText
from everfair.accounts.domain.consents import give_consent, withdraw_consent
from everfair.accounts.domain.people import create_person, sign_up_person
from everfair.accounts.enums import ConsentPurpose
from everfair.accounts.models import Consent, Person
from everfair.accounts.privacy_errors import TermsNeedErasure
from everfair.accounts.queries.consents import answers_of, has_consent
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.accounts import PASSWORD, OrganisationFactory, PersonFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NEWS, TERMS, CROSS_BORDER = ConsentPurpose.NEWS, ConsentPurpose.TERMS, ConsentPurpose.CROSS_BORDER


@pytest.fixture
def new_words(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = ConsentText("news/2", Text({"zh-hans": "新的措辞", "en": "New words"}))
    monkeypatch.setitem(consent_texts.TEXTS, NEWS, (*consent_texts.TEXTS[NEWS], newer))


def test_consent_is_given_once_and_logged() -> None:
    person = PersonFactory.create()

    with translation.override("en"):
        give_consent(person, NEWS)
        give_consent(person, NEWS)

    row = Consent.objects.get()
    assert (row.purpose, row.version, row.is_given, row.language) == ("news", "news/1", True, "en")
    assert has_consent(person, NEWS)
    assert Event.objects.get(name="consent.given").payload == {"purpose": "news", "version": "news/1"}


def test_withdrawal_is_a_row_of_its_own() -> None:
    person = PersonFactory.create()
    give_consent(person, NEWS)

    withdraw_consent(person, NEWS)
    withdraw_consent(person, NEWS)

    assert list(Consent.objects.order_by("id").values_list("is_given", flat=True)) == [True, False]
    assert not has_consent(person, NEWS)
    assert Event.objects.filter(name="consent.withdrawn").count() == 1


def test_what_was_never_given_is_not_withdrawn() -> None:
    withdraw_consent(PersonFactory.create(), NEWS)

    assert not Consent.objects.exists()


def test_terms_are_withdrawn_by_erasure_only() -> None:
    person = PersonFactory.create()
    give_consent(person, TERMS)

    with pytest.raises(TermsNeedErasure):
        withdraw_consent(person, TERMS)

    assert has_consent(person, TERMS)


def test_consent_holds_for_one_recipient() -> None:
    person = PersonFactory.create()

    give_consent(person, CROSS_BORDER, recipient="abcdefghjkmn")

    assert has_consent(person, CROSS_BORDER, recipient="abcdefghjkmn")
    assert not has_consent(person, CROSS_BORDER, recipient="nmkjhgfedcba")


@pytest.mark.parametrize(("purpose", "recipient"), [(CROSS_BORDER, ""), (NEWS, "abcdefghjkmn")])
def test_database_refuses_a_recipient_where_none_is_meant(purpose: str, recipient: str) -> None:
    person = PersonFactory.create()

    with pytest.raises(IntegrityError), atomic():
        give_consent(person, purpose, recipient=recipient)


def test_nobody_agrees_for_another() -> None:
    person, other = PersonFactory.create_batch(2)

    give_consent(person, NEWS)

    assert not has_consent(other, NEWS)


@pytest.mark.usefixtures("new_words")
def test_new_words_are_asked_anew() -> None:
    person = PersonFactory.create()
    Consent.objects.create(person=person, purpose=NEWS, version="news/1", is_given=True, language="en")

    before = has_consent(person, NEWS)
    (news,) = [answer for answer in answers_of(person) if answer.purpose == NEWS]
    give_consent(person, NEWS)

    assert not before
    assert (news.version, news.is_outdated, news.can_give) == ("news/1", True, True)
    assert has_consent(person, NEWS)


def test_signing_up_records_the_terms() -> None:
    person = sign_up_person(Person(name="Rosa", language="en", time_zone="UTC"), "rosa@example.org", "lantern river")

    assert has_consent(person, TERMS)
    assert Event.objects.get(name="person.signed_up").payload["consent"] == "account/1"


def test_who_is_registered_by_others_has_agreed_to_nothing() -> None:
    person = create_person(email="wang@example.org", name="Wang", password=None)

    assert not has_consent(person, TERMS)
    assert Event.objects.get(name="person.signed_up").payload["consent"] == ""


def test_answers_name_the_recipient_and_cost_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = PersonFactory.create()
    across = OrganisationFactory.create(country="TH", name=Text({"en": "Siam Clinics"}))
    give_consent(person, CROSS_BORDER, recipient=across.public_id)
    give_consent(person, CROSS_BORDER, recipient="gonegonegone")

    with translation.override("en"), django_assert_num_queries(2):
        answers = answers_of(person)

    assert [answer.purpose for answer in answers] == ["terms", "lead_sharing", "news", "cross_border", "cross_border"]
    assert "passed across the border to Siam Clinics (Thailand)" in answers[3].words
    assert "gonegonegone" in answers[4].words
    assert (answers[3].can_give, answers[3].can_withdraw) == (False, True)


@pytest.mark.parametrize(("agreed", "asked"), [(None, True), ("account/0", True), ("account/1", False)])
def test_who_comes_in_without_the_present_terms_is_asked(client: Client, agreed: str | None, *, asked: bool) -> None:
    person = PersonFactory.create()
    if agreed:
        Consent.objects.create(person=person, purpose=TERMS, version=agreed, is_given=True, language="en")

    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    page = client.get("/me/organisations/", headers={"Accept-Language": "en"}).content.decode()
    assert ("Please read the terms of the fair" in page) is asked
