"""My organisations, the workspace of each, and the switch between them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from everfair.accounts.enums import DelegationKind
from everfair.accounts.models import Delegation, DelegationOfficer
from everfair.kernel.text import Text
from tests.factories.accounts import MembershipFactory, make_member, sign_in
from tests.factories.fairs import EditionFactory
from tests.factories.negotiation import make_request
from tests.negotiation.browsing import client_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

LIST = "/me/organisations/"


def labels(client: Client, address: str) -> list[str]:
    """Return the words in the row of tabs."""
    shown = client.get(address).content.decode()
    row = shown.split('class="tab-row"')[1].split("</nav>")[0]
    return [piece.split("</a>")[0].split(">")[-1] for piece in row.split("<a ")[1:]]


def test_list_tells_role_state_and_what_waits() -> None:
    seller = make_member()
    make_request(seller=seller)
    MembershipFactory.create(person=seller.person, role="statistics", organisation__state="refused")

    page = client_of(seller).get(LIST).content.decode()

    assert "1 negotiation waits for you" in page
    assert [word for word in ("Owner", "Statistics", "Approved", "Refused") if word not in page] == []


@pytest.mark.parametrize("count", [1, 12])
def test_list_costs_the_same_however_many(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    seller = make_member()
    for _ in range(count):
        MembershipFactory.create(person=seller.person)
    client = client_of(seller)
    client.get(LIST)

    # session, person, memberships; what waits on either side; addresses, invitations; delegations; edition
    with django_assert_num_queries(11):
        client.get(LIST)


def test_delegations_that_one_runs_are_listed() -> None:
    officer = make_member()
    delegation = Delegation.objects.create(
        edition=EditionFactory.create(),
        kind=DelegationKind.PROVINCE,
        slug="jiangsu",
        name=Text({"zh-hans": "江苏交易团", "en": "Jiangsu delegation"}),
    )
    DelegationOfficer.objects.create(delegation=delegation, person=officer.person)

    assert "Jiangsu delegation" in client_of(officer).get(LIST).content.decode()
    assert "Jiangsu delegation" not in client_of(make_member()).get(LIST).content.decode()


def test_workspace_shows_what_waits_and_the_tabs_of_the_apps() -> None:
    EditionFactory.create()
    seller = make_member()
    make_request(seller=seller)
    client = client_of(seller)
    here = f"/organisations/{seller.organisation.public_id}/"

    page = client.get(here).content.decode()

    assert "1 negotiation waits for you" in page
    assert 'href="/negotiations/?show=waiting"' in page
    assert {"Overview", "Booth and projects", "Negotiations", "People"} <= set(labels(client, here))
    assert {"Overview", "Booth and projects", "Negotiations", "People"} <= set(labels(client, "/negotiations/"))


def test_first_visit_offers_next_steps() -> None:
    EditionFactory.create()
    owner = make_member()

    page = client_of(owner).get(f"/organisations/{owner.organisation.public_id}/").content.decode()

    assert "Nothing waits for you. What you could do next" in page
    assert "Join the edition: choose your zone and main sector." in page
    assert "Find a project that fits and ask its exhibitor for talks." in page
    assert "You are the only one who acts for this organisation." in page


def test_applicant_is_told_to_wait() -> None:
    owner = make_member(state="applied")

    page = client_of(owner).get(f"/organisations/{owner.organisation.public_id}/").content.decode()

    assert "Until then you can negotiate, but not exhibit." in page
    assert "Join the edition" not in page


def test_statistics_member_gets_the_overview_alone() -> None:
    member = make_member("statistics")

    tabs = labels(client_of(member), f"/organisations/{member.organisation.public_id}/")

    assert not {"Booth and projects", "Negotiations", "People"} & set(tabs)


def test_workspace_of_another_own_organisation_offers_the_switch_first() -> None:
    first = make_member()
    second = MembershipFactory.create(person=first.person)
    make_request(seller=type(first)(first.person, second.organisation, "owner"))
    client = client_of(first)
    other = f"/organisations/{second.organisation.public_id}/"

    before, tabs = client.get(other).content.decode(), labels(client, other)
    answer = client.post("/me/acting", {"organisation": second.organisation.public_id})

    assert f"At the moment you act for {first.organisation.name['en']}." in before
    assert "1 negotiation waits for you" in before
    assert ("Negotiations" in tabs, "?show=waiting" in before) == (False, False)
    assert answer["Location"] == other
    assert "At the moment you act for" not in client.get(other).content.decode()


def test_header_offers_the_other_organisations(client: Client) -> None:
    first = make_member()
    second = MembershipFactory.create(person=first.person)
    alone = make_member()
    client.cookies["language"] = "en"
    sign_in(client, first.person)

    page = client.get(
        "/me/nav", headers={"HX-Current-URL": "http://testserver/negotiations/?show=mine"}
    ).content.decode()

    assert f'value="{second.organisation.public_id}"' in page
    assert f'value="{first.organisation.public_id}"' not in page
    assert 'value="/negotiations/?show=mine"' in page
    assert "Switch to" not in client_of(alone).get("/me/nav").content.decode()


def test_header_leads_from_one_workspace_to_the_other(client: Client) -> None:
    first = make_member()
    MembershipFactory.create(person=first.person)
    sign_in(client, first.person)
    here = f"http://testserver/organisations/{first.organisation.public_id}/people"

    page = client.get("/me/nav", headers={"HX-Current-URL": here}).content.decode()

    assert 'name="next" value=""' in page
