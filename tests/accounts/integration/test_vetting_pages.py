"""The vetting desk: who is listed for whom, filters, pages, answers one by one and together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from everfair.accounts.models import Organisation, RoleGrant
from everfair.accounts.queries.grants import Grant
from everfair.accounts.queries.vetting import Wanted, desk_page
from tests.accounts.applying import DESK, apply, with_paper
from tests.factories.accounts import PersonFactory, make_operator, sign_in
from tests.factories.fairs import ZoneFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from everfair.accounts.models import Person
    from everfair.fairs.models import Zone

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def operator(client: Client) -> Person:
    person = make_operator()
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


def lead(client: Client, zone: Zone) -> Person:
    person = PersonFactory.create(language="en")
    RoleGrant.objects.create(person=person, role="section_lead", edition=zone.edition, zone=zone)
    client.cookies["language"] = "en"
    sign_in(client, person)
    return person


def listed(client: Client, query: str = "") -> set[str]:
    shown = client.get(DESK + query).content.decode()
    return {row.name["en"] for row in Organisation.objects.all() if f'id="{row.public_id}"' in shown}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "1 organisation, the oldest first."), ("zh-hans", "共 1 家机构，按申请先后排列。")]
)
@pytest.mark.usefixtures("operator")
def test_desk_lists_who_waits(client: Client, language: str, words: str) -> None:
    apply()
    apply("Long since in", state="approved")

    shown = client.get(f"{DESK}?lang={language}").content.decode()

    assert (words in shown, "Nok" in shown, "Long since in" in shown) == (True, True, False)


@pytest.mark.usefixtures("operator")
def test_desk_without_applications_says_so(client: Client) -> None:
    assert "Nobody waits." in client.get(DESK).content.decode()
    assert "Nothing fits these filters." in client.get(f"{DESK}?kind=embassy").content.decode()


def test_section_lead_sees_its_zone_alone(client: Client) -> None:
    zone, other = ZoneFactory.create(), ZoneFactory.create()
    apply("Ours", applies_to=zone)
    foreign = apply("Theirs", applies_to=other)
    apply("Nobody's")
    lead(client, zone)

    assert listed(client, "?state=any") == {"Ours"}
    assert client.get(f"{DESK}{foreign.public_id}").status_code == 404
    assert client.post(f"{DESK}{foreign.public_id}/approve").status_code == 404
    assert f"{other.edition.slug}/{other.slug}" not in client.get(DESK).content.decode()


@pytest.mark.parametrize("query", ["", "?state=asked", "?state=approved", "?state=refused"])
@pytest.mark.usefixtures("operator")
def test_filter_by_state(client: Client, query: str) -> None:
    for state in ("applied", "asked", "approved", "refused"):
        apply(state, state=state)

    assert listed(client, query) == {query.partition("=")[2] or "applied"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=embassy", {"Embassy"}),
        ("country=LA", {"Embassy"}),
        ("country=none", {"Body"}),
        ("zone=there/finance", {"Zoned"}),
        ("zone=there", set()),
        ("level=1", {"Proved"}),
        ("level=-1", {"Zoned", "Body", "Embassy", "Twin", "Twin Ltd"}),
        ("papers=yes", {"Proved", "Zoned"}),
        ("papers=no", {"Body", "Embassy", "Twin", "Twin Ltd"}),
        ("papers=new", {"Zoned"}),
        ("alike=yes", {"Twin", "Twin Ltd", "Embassy", "Zoned"}),
        ("q=zo", {"Zoned"}),
        ("q=TWIN,+Ltd.", {"Twin", "Twin Ltd"}),
        ("q=99-a", {"Embassy", "Zoned"}),
        ("q=!!", set()),
        ("q=%2500&kind=cartel&level=9&papers=x&alike=no&state=x", set()),
        ("q=%EF%BF%BD", {"Zoned", "Body", "Embassy", "Twin", "Twin Ltd", "Proved"}),
        ("kind=company&papers=no", {"Twin", "Twin Ltd"}),
    ],
)
@pytest.mark.usefixtures("operator")
def test_filters(client: Client, query: str, names: set[str]) -> None:
    zone = ZoneFactory.create(slug="finance", edition__slug="there")
    with_paper(apply("Zoned", applies_to=zone, registration_number="99-A2", country="LA", state="approved"))
    Organisation.objects.update(state="applied", country="LA", level=-1)
    apply("Body", kind="international_organisation", country=None, level=-1)
    apply("Embassy", kind="embassy", country="LA", registration_number="99-A2", level=-1)
    with_paper(apply("Proved", level=1))
    apply("Twin", level=-1)
    apply("Twin Ltd", level=-1)

    expected = names | ({"Zoned"} if query == "country=LA" else set())
    assert listed(client, f"?{query}") == expected


@pytest.mark.usefixtures("operator")
def test_pages_follow_each_other_in_both_directions(client: Client) -> None:
    rows = [apply(f"Applicant {number:02}") for number in range(65)]
    names = [row.name["en"] for row in rows]

    second = f"?after={rows[29].public_id}"
    third = f"?after={rows[59].public_id}"

    assert listed(client) == set(names[:30])
    assert listed(client, second) == set(names[30:60])
    assert listed(client, third) == set(names[60:])
    assert listed(client, f"?before={rows[60].public_id}") == set(names[30:60])
    assert listed(client, f"?before={rows[30].public_id}") == set(names[:30])
    first_page, last_page = (client.get(DESK + query).content.decode() for query in ("", third))
    assert ('rel="prev"' in first_page, 'rel="next"' in first_page) == (False, True)
    assert ('rel="prev"' in last_page, 'rel="next"' in last_page) == (True, False)
    back = client.get(f"{DESK}?before={rows[30].public_id}").content.decode()
    assert ('rel="prev"' in back, 'rel="next"' in back) == (False, True)


@pytest.mark.parametrize("place", ["after=nothing", "before=x", "after=%FF", "after=' OR 1=1", f"after={'x' * 5000}"])
@pytest.mark.usefixtures("operator")
def test_desk_survives_any_place(client: Client, place: str) -> None:
    apply()

    assert client.get(f"{DESK}?{place}").status_code == 200


@pytest.mark.usefixtures("operator")
def test_desk_costs_the_same_however_many_wait(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    apply("Cloud Atlas 0")
    apply("Cloud Atlas 0")
    with CaptureQueriesContext(connection) as few:
        client.get(DESK)
    for number in range(1, 35):
        with_paper(apply(f"Cloud Atlas {number}", applies_to=ZoneFactory.create()))

    with django_assert_num_queries(len(few)):
        client.get(DESK)
    with django_assert_num_queries(6):  # total, rows, people, papers; doubles and their names
        desk_page([Grant("operator", 1, None)], Wanted())


@pytest.mark.usefixtures("operator")
def test_likely_doubles_stand_beside_the_application(client: Client) -> None:
    organisation = apply("Cloud Atlas Surveys", registration_number="77")
    apply("Cloud Atlas Survey Ltd", state="approved")
    apply("Cloud Atlas Surveys Ltd", state="approved")
    apply("Northern Lights", state="approved", registration_number="77")
    apply("Southern Lights", state="approved", registration_number="77", country="LA")

    row = client.get(DESK).content.decode()
    review = client.get(f"{DESK}{organisation.public_id}").content.decode()

    assert "Same name or number as Cloud Atlas Surveys Ltd · Northern Lights<" in row
    assert "It looks like these" in review
    assert [name in review for name in ("Cloud Atlas Survey Ltd", "Southern Lights")] == [True, False]


def test_section_lead_learns_nothing_of_doubles_elsewhere(client: Client) -> None:
    zone = ZoneFactory.create()
    organisation = apply("Cloud Atlas Surveys", applies_to=zone)
    apply("Cloud Atlas Surveys Ltd", state="applied")
    lead(client, zone)

    shown = client.get(DESK).content.decode() + client.get(f"{DESK}{organisation.public_id}").content.decode()

    assert "Cloud Atlas Surveys Ltd" not in shown


@pytest.mark.parametrize(
    ("kind", "country", "words"),
    [
        ("embassy", "LA", "Sending state: Laos"),
        ("company", "TW", "Taiwan, China"),
        ("international_organisation", None, "International organisation"),
    ],
)
@pytest.mark.usefixtures("operator")
def test_whence_it_comes_is_said_in_its_own_words(client: Client, kind: str, country: str | None, words: str) -> None:
    organisation = apply(kind=kind, country=country)

    for address in (DESK, f"{DESK}{organisation.public_id}"):
        assert words in client.get(address).content.decode()
