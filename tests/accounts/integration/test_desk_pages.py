"""The operators' desk: the front, people search, a person's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.models import Person, RoleGrant
from everfair.kernel.clock import now
from everfair.kernel.models import Event
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    make_operator,
    sign_in,
)
from tests.factories.fairs import EditionFactory, ZoneFactory
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def edition() -> Edition:
    return EditionFactory.create()


@pytest.fixture
def operator(client: Client, edition: Edition) -> Person:
    person = make_operator(edition=edition)
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


def become(client: Client, role: str, edition: Edition) -> Person:
    person = make_operator(edition=edition, role=role)
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


def page_of(client: Client, person: Person) -> str:
    answer = client.get(f"/operate/people/{person.public_id}")
    assert answer.status_code == 200
    return answer.content.decode()


def act(client: Client, person: Person, deed: str, **data: str) -> HttpResponse:
    return client.post(f"/operate/people/{person.public_id}/{deed}", data)


def test_front_shows_what_waits_and_my_roles(client: Client, operator: Person, edition: Edition) -> None:
    OrganisationFactory.create_batch(2, state="applied")
    shown = client.get("/operate/").content.decode()

    assert operator.name in client.get("/me/nav").content.decode()
    assert "<b>2</b><span>organisations wait for an answer</span>" in shown
    assert f'href="/{edition.slug}/operate/"' in shown
    assert 'href="/operate/" aria-current="page"' in shown


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        ("operator", {"/operate/", "/operate/people/", "/operate/audit/", "/operate/organisations/"}),
        ("section_lead", {"/operate/"}),
        ("moderator", {"/operate/", "/operate/people/"}),
        ("statistics_officer", {"/operate/"}),
        ("auditor", {"/operate/", "/operate/audit/"}),
        ("support", {"/operate/", "/operate/people/"}),
    ],
)
def test_each_role_sees_its_own_tabs(client: Client, edition: Edition, role: str, tabs: set[str]) -> None:
    become(client, role, edition)

    shown = client.get("/operate/").content.decode()

    pages = {"/operate/", "/operate/people/", "/operate/audit/", "/operate/organisations/"}
    assert {page for page in pages if f'<a href="{page}"' in shown} == tabs


def test_desk_is_in_the_menu_of_those_with_a_role_only(client: Client, operator: Person) -> None:
    assert 'href="/operate/"' in client.get("/me/nav").content.decode()
    RoleGrant.objects.filter(person=operator).delete()

    assert 'href="/operate/"' not in client.get("/me/nav").content.decode()
    assert client.get("/operate/").status_code == 403


@pytest.mark.parametrize("words", ["李", "a", "", "x" * 121, "zero\u202e"])
def test_search_that_cannot_be_made_lists_the_staff_only(client: Client, operator: Person, words: str) -> None:
    PersonFactory.create(name="Anna Abel")

    answer = client.get("/operate/people/", {"q": words})

    assert answer.status_code == 200
    assert "Anna Abel" not in answer.content.decode()
    assert operator.name in answer.content.decode()
    assert not Event.objects.filter(name="people.searched").exists()


@pytest.mark.parametrize("words", ["李雷", "LEI.LI@", "lei.li@example.org"])
def test_people_are_found_by_name_and_address(client: Client, operator: Person, words: str) -> None:
    PersonFactory.create(name="李雷", email="lei.li@example.org")
    PersonFactory.create(name="韩梅梅", email="meimei@example.org")

    shown = client.get("/operate/people/", {"q": words}).content.decode()

    assert "李雷" in shown
    assert "韩梅梅" not in shown
    assert "1 person found." in shown
    event = Event.objects.get(name="people.searched")
    assert (event.actor, event.payload["found"]) == (operator, 1)
    assert words not in str(event.payload)


def test_erased_people_are_not_found(client: Client, operator: Person) -> None:
    del operator
    PersonFactory.create(name="Gone Person", erased_at=now(), is_active=False)

    assert "0 people found." in client.get("/operate/people/", {"q": "Gone"}).content.decode()


def test_search_asks_a_fixed_number_of_queries(
    client: Client, operator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    del operator
    PersonFactory.create_batch(40, name="Wang Min")
    client.get("/operate/people/", {"q": "wang"})

    with django_assert_num_queries(9):
        client.get("/operate/people/", {"q": "wang"})


def test_person_page_shows_whom_they_act_for(client: Client, operator: Person) -> None:
    del operator
    member = MembershipFactory.create(role="signatory")

    shown = page_of(client, member.person)

    assert member.organisation.name["en"] in shown
    assert "<span>Signatory</span>" in shown
    assert "Give a role" in shown
    assert "Lock out" in shown
    assert "See what they see" not in shown


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("operator", {"Give a role", "Lock out", "Send the letter", "Event log"}),
        ("moderator", {"Lock out"}),
        ("support", {"See what they see", "Send the letter"}),
    ],
)
def test_person_page_offers_what_the_role_may(client: Client, edition: Edition, role: str, sees: set[str]) -> None:
    become(client, role, edition)

    shown = page_of(client, PersonFactory.create(confirmed=False))

    offers = {"Give a role", "Lock out", "Send the letter", "See what they see", "Event log"}
    assert {offer for offer in offers if offer in shown} == sees


@pytest.mark.parametrize("role", ["section_lead", "statistics_officer", "auditor"])
def test_others_see_nobody(client: Client, edition: Edition, role: str) -> None:
    become(client, role, edition)
    person = PersonFactory.create()

    assert client.get(f"/operate/people/{person.public_id}").status_code == 403
    assert client.get("/operate/people/", {"q": person.name}).status_code == 403
    assert client.get("/operate/people/nobody").status_code == 403


def test_unknown_person_is_not_there(client: Client, operator: Person) -> None:
    del operator

    assert client.get("/operate/people/nobody").status_code == 404


def test_role_is_given_on_the_page(client: Client, operator: Person, edition: Edition) -> None:
    zone, person = ZoneFactory.create(edition=edition), PersonFactory.create()

    answer = act(
        client, person, "roles/grant", edition=edition.slug, role="section_lead", zone=f"{edition.slug}/{zone.slug}"
    )

    assert answer.status_code == 302
    grant = RoleGrant.objects.exclude(person=operator).get()
    assert (grant.person, grant.role, grant.zone) == (person, "section_lead", zone)
    assert zone.name["en"] in page_of(client, person)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"role": "section_lead", "zone": ""}, "A section lead looks after one zone. Choose it."),
        ({"role": "section_lead", "zone": "{other}/{zone}"}, "Select a valid choice."),
        ({"role": "king", "zone": ""}, "Select a valid choice."),
        ({"role": "auditor", "zone": "", "edition": "{other}"}, "Select a valid choice."),
    ],
)
def test_role_that_cannot_be_given_keeps_the_form(
    client: Client, operator: Person, edition: Edition, data: dict[str, str], sentence: str
) -> None:
    other = ZoneFactory.create()
    names = {"other": other.edition.slug, "zone": other.slug}
    filled = {"edition": edition.slug, **{key: value.format(**names) for key, value in data.items()}}
    person = PersonFactory.create()

    answer = act(client, person, "roles/grant", **filled)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert list(RoleGrant.objects.all()) == [RoleGrant.objects.get(person=operator)]


def test_zone_of_another_own_edition_is_refused(client: Client, operator: Person, edition: Edition) -> None:
    elsewhere = ZoneFactory.create()
    RoleGrant.objects.create(person=operator, role="operator", edition=elsewhere.edition)

    answer = act(
        client,
        PersonFactory.create(),
        "roles/grant",
        edition=edition.slug,
        role="section_lead",
        zone=f"{elsewhere.edition.slug}/{elsewhere.slug}",
    )

    assert "This zone belongs to another edition." in answer.content.decode()


def test_own_page_offers_no_role(client: Client, operator: Person, edition: Edition) -> None:
    assert "Give a role" not in page_of(client, operator)

    assert act(client, operator, "roles/grant", edition=edition.slug, role="support", zone="").status_code in (403, 422)
    assert RoleGrant.objects.count() == 1


def test_role_is_taken_on_the_page(client: Client, operator: Person, edition: Edition) -> None:
    auditor = make_operator(edition=edition, role="auditor")

    answer = act(client, auditor, "roles/revoke", edition=edition.slug, role="auditor", zone="")

    assert answer.headers["Location"] == f"/operate/people/{auditor.public_id}"
    assert list(RoleGrant.objects.all()) == [RoleGrant.objects.get(person=operator)]


def test_last_operator_reads_why_not(client: Client, operator: Person, edition: Edition) -> None:
    answer = act(client, operator, "roles/revoke", edition=edition.slug, role="operator", zone="")

    assert answer.status_code == 409
    assert "Make somebody else an operator first." in answer.content.decode()


def test_role_that_nobody_has_is_not_there(client: Client, operator: Person, edition: Edition) -> None:
    del operator

    assert act(client, PersonFactory.create(), "roles/revoke", edition=edition.slug, role="x").status_code == 404


def test_account_is_closed_and_opened_on_the_page(client: Client, operator: Person) -> None:
    del operator
    person = PersonFactory.create()

    assert act(client, person, "close", reason="Spam.").status_code == 302
    assert "Let in again" in page_of(client, person)
    assert act(client, person, "reopen", reason="A mistake.").status_code == 302
    assert "Let in again" not in page_of(client, person)


@pytest.mark.parametrize("reason", ["", " ", "x" * 501, "a\x00b"])
def test_reason_keeps_the_form(client: Client, operator: Person, reason: str) -> None:
    del operator
    person = PersonFactory.create()

    answer = act(client, person, "close", reason=reason)

    assert answer.status_code == 422
    assert heading_of(answer) == person.name
    assert Person.objects.get(pk=person.pk).is_active


def test_letter_is_sent_on_the_page(client: Client, operator: Person) -> None:
    del operator
    person = PersonFactory.create(confirmed=False)

    assert act(client, person, "remind").status_code == 302
    assert act(client, person, "remind").status_code == 409
