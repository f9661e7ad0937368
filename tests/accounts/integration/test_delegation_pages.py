"""The pages of a delegation, as its officer, an operator and others meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.models import Delegation, DelegationMember, DelegationOfficer
from everfair.kernel.text import Text
from tests.factories.accounts import OrganisationFactory, PersonFactory, make_member, make_operator, sign_in
from tests.factories.delegations import DelegationFactory, DelegationMemberFactory, make_officer
from tests.factories.fairs import EditionFactory, sector

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertMaxNumQueries

    from everfair.accounts.officer import Officer

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

DESK = "/operate/delegations/"
NEW = {"name_zh": "云南省交易团", "name_en": "Yunnan trade delegation", "kind": "province"}


@pytest.fixture
def officer(client: Client) -> Officer:
    sector()
    officer = make_officer()
    client.cookies["language"] = "en"
    sign_in(client, officer.person)
    return officer


def page(officer: Officer, leaf: str = "") -> str:
    return f"/delegations/{officer.delegation.public_id}/{leaf}"


@pytest.mark.parametrize("leaf", ["", "members", "imports/", "officers", "outcomes", "imports/template.xlsx"])
def test_pages_are_there_for_officers_and_for_nobody_else(client: Client, officer: Officer, leaf: str) -> None:
    mine = client.get(page(officer, leaf)).status_code
    sign_in(client, make_officer().person)
    other = client.get(page(officer, leaf)).status_code
    client.logout()
    strangers = client.get(page(officer, leaf))

    assert (mine, other) == (200, 404)
    assert strangers["Location"].startswith("/accounts/login")


def test_list_shows_ones_own_delegations(client: Client, officer: Officer) -> None:
    other = DelegationFactory.create()

    shown = client.get("/delegations/").content.decode()

    assert page(officer) in shown
    assert other.public_id not in shown


def test_list_of_nobody_says_how_one_becomes_an_officer(client: Client) -> None:
    sign_in(client, PersonFactory.create())

    assert "You are not an officer of any delegation." in client.get("/delegations/?lang=en").content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "members that wait for vetting"), ("zh-hans", "待审核的成员单位")]
)
def test_overview_counts_in_the_readers_language(client: Client, officer: Officer, language: str, words: str) -> None:
    DelegationMemberFactory.create(delegation=officer.delegation, organisation__sectors=["7"])

    shown = client.get(page(officer, f"?lang={language}")).content.decode()

    assert words in shown
    assert '<meter min="0" max="1" value="1">' in shown


def test_members_cost_the_same_however_many(
    client: Client, officer: Officer, django_assert_max_num_queries: DjangoAssertMaxNumQueries
) -> None:
    DelegationMemberFactory.create_batch(60, delegation=officer.delegation)

    with django_assert_max_num_queries(
        8
    ):  # session, person, delegation, grants, count, page; the shell's edition and fair
        first = client.get(page(officer, "members")).content.decode()

    assert first.count('<li class="row">') == 50


def test_members_are_filtered_by_state_and_words(client: Client, officer: Officer) -> None:
    for number, state in enumerate(("joined", "invited", "left")):
        organisation = OrganisationFactory.create(
            name=Text({"en": f"Willow {state}"}),
            search_names=f"willow{state}",
            state="applied" if number else "approved",
        )
        DelegationMemberFactory.create(delegation=officer.delegation, organisation=organisation, state=state)

    def names(query: str) -> list[str]:
        shown = client.get(page(officer, f"members{query}")).content.decode()
        return [state for state in ("joined", "invited", "left") if f"Willow {state}" in shown]

    assert names("") == ["joined", "invited"]
    assert names("?state=left") == ["left"]
    assert names("?vetting=applied") == ["invited"]
    assert names("?q=willow%20joined") == ["joined"]
    assert names("?state=nonsense&page=99999999999999") == ["joined", "invited"]


def test_found_organisation_is_invited_and_taken_back(client: Client, officer: Officer) -> None:
    organisation = OrganisationFactory.create(name=Text({"en": "Willow Care"}), search_names="willowcare")
    found = client.get(page(officer, "members?find=willow")).content.decode()

    invited = client.post(page(officer, "members/invite"), {"organisation": organisation.public_id}, follow=True)
    removed = client.post(page(officer, f"members/{organisation.public_id}/remove"), follow=True)

    assert "Willow Care" in found
    assert "Willow Care is invited; who manages it can accept." in invited.content.decode()
    assert "The organisation is no longer with the delegation." in removed.content.decode()
    assert DelegationMember.objects.get().state == "left"


@pytest.mark.parametrize("typed", ["", "nothing", "x" * 500, "' OR 1=1 --", "<script>"])
def test_inviting_what_is_not_there_is_not_found(client: Client, officer: Officer, typed: str) -> None:
    assert client.post(page(officer, "members/invite"), {"organisation": typed}).status_code == 404


def test_inviting_twice_says_so(client: Client, officer: Officer) -> None:
    member = DelegationMemberFactory.create(delegation=officer.delegation)

    answer = client.post(page(officer, "members/invite"), {"organisation": member.organisation.public_id})

    assert answer.status_code == 409
    assert "is a member of this delegation, or has been invited already." in answer.content.decode()


def test_officer_is_named_and_ends_the_own_office(client: Client, officer: Officer) -> None:
    colleague = PersonFactory.create(name="Lin Yue")

    named = client.post(page(officer, "officers"), {"email": colleague.email}, follow=True).content.decode()
    ended = client.post(page(officer, f"officers/{officer.person.public_id}/dismiss"))

    assert "Lin Yue is an officer of the delegation." in named
    assert (named.count("Give up my office"), named.count("End the office")) == (1, 0)
    assert (ended.status_code, ended["Location"]) == (302, "/delegations/")
    assert list(DelegationOfficer.objects.values_list("person", flat=True)) == [colleague.pk]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("nobody@example.org", "Nobody has an account with this e-mail address."),
        ("not an address", "Enter a valid email address."),
        ("", "This field is required."),
        ("a" * 250 + "@example.org", "Ensure this value has at most 254 characters"),
        ("a\x00b@example.org", "Null characters are not allowed."),
    ],
)
def test_naming_nobody_keeps_what_was_typed(client: Client, officer: Officer, typed: str, sentence: str) -> None:
    answer = client.post(page(officer, "officers"), {"email": typed})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_officers_see_no_negotiation_of_their_members(client: Client, officer: Officer) -> None:
    from tests.factories.negotiation import make_talks  # noqa: PLC0415 -- its factories are needed here alone

    talks = make_talks()
    DelegationMemberFactory.create(delegation=officer.delegation, organisation=talks.seller.organisation)

    assert client.get(f"/negotiations/{talks.negotiation.public_id}").status_code == 404


def test_operator_opens_a_delegation(client: Client) -> None:
    edition = EditionFactory.create()
    sign_in(client, make_operator(edition=edition))

    opened = client.post(f"{DESK}?lang=en", {**NEW, "edition": edition.slug}, follow=True).content.decode()
    again = client.post(f"{DESK}?lang=en", {**NEW, "edition": edition.slug})

    assert Delegation.objects.get().name == {"zh-hans": "云南省交易团", "en": "Yunnan trade delegation"}
    assert "Yunnan trade delegation is open. Name its officers." in opened.replace("云南省交易团", NEW["name_en"])
    assert again.status_code == 422
    assert "This edition has a delegation of this name already." in again.content.decode()


def test_operator_opens_none_to_an_edition_of_others(client: Client) -> None:
    sign_in(client, make_operator())

    answer = client.post(DESK, {**NEW, "edition": EditionFactory.create().slug})

    assert (answer.status_code, Delegation.objects.count()) == (422, 0)


@pytest.mark.parametrize("role", ["section_lead", "moderator", "statistics_officer", "auditor", "support"])
def test_desk_is_closed_to_other_roles(client: Client, role: str) -> None:
    sign_in(client, make_operator(role=role))

    assert client.get(DESK).status_code == 403


def test_desk_costs_the_same_however_many(
    client: Client, django_assert_max_num_queries: DjangoAssertMaxNumQueries
) -> None:
    edition = EditionFactory.create()
    sign_in(client, make_operator(edition=edition))
    DelegationFactory.create_batch(20, edition=edition)

    with django_assert_max_num_queries(10):
        shown = client.get(DESK).content.decode()

    assert shown.count('<li class="row">') == 20


def test_managers_answer_on_their_organisations_page(client: Client, officer: Officer) -> None:
    owner = make_member()
    DelegationMemberFactory.create(delegation=officer.delegation, organisation=owner.organisation, state="invited")
    sign_in(client, owner.person)
    here = f"/organisations/{owner.organisation.public_id}/delegations"

    asked = client.get(f"/organisations/{owner.organisation.public_id}/").content.decode()
    joined = client.post(f"{here}/{officer.delegation.public_id}/join", follow=True).content.decode()
    left = client.post(f"{here}/{officer.delegation.public_id}/leave", follow=True).content.decode()
    gone = client.post(f"{here}/{officer.delegation.public_id}/leave")

    assert "A trade delegation asks you to come with it." in asked
    assert "Its officers see your outcomes now." in joined
    assert "This organisation comes with no delegation." in left
    assert gone.status_code == 409


def test_colleagues_see_and_strangers_do_not(client: Client, officer: Officer) -> None:
    sales = make_member("sales")
    DelegationMemberFactory.create(delegation=officer.delegation, organisation=sales.organisation, state="invited")
    here = f"/organisations/{sales.organisation.public_id}/delegations"
    sign_in(client, sales.person)

    seen = client.get(here)
    refused = client.post(f"{here}/{officer.delegation.public_id}/join")
    sign_in(client, make_member().person)

    assert "/join" not in seen.content.decode()
    assert (seen.status_code, refused.status_code, client.get(here).status_code) == (200, 403, 404)
