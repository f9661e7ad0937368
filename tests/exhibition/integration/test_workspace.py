from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.public import Member
from everfair.exhibition.models import Booth, Exhibitor, Project
from everfair.exhibition.queries.workspace import workspace_of
from everfair.fairs.models import Edition
from tests.exhibition.integration.at_desk import BASE, english
from tests.factories.accounts import PersonFactory, make_member, sign_in
from tests.factories.exhibition import OPENED, BoothFactory, ExhibitorFactory, ProjectFactory
from tests.factories.fairs import ZoneFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.mark.usefixtures("edition")
def test_workspace_for_a_stranger_leads_to_sign_in(client: Client) -> None:
    answer = client.get(BASE)

    assert (answer.status_code, answer["Location"]) == (
        302,
        "/accounts/login/?next=%2F2020%2Fexhibition%2Fworkspace%2F",
    )


@pytest.mark.usefixtures("edition")
def test_workspace_without_an_organisation_says_what_to_do(client: Client) -> None:
    sign_in(client, PersonFactory.create())

    status, page = english(client, "")

    assert status == 409
    assert "in the name of an organisation" in page


@pytest.mark.usefixtures("edition", "member")
@pytest.mark.parametrize("path", ["booths/new", "projects/new", "booths/abc", "projects/abc/preview"])
def test_desk_before_joining_leads_to_the_workspace(client: Client, path: str) -> None:
    answer = client.get(f"{BASE}{path}")

    assert (answer.status_code, answer["Location"]) == (302, BASE)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.usefixtures("exhibitor")
def test_workspace_is_never_kept(client: Client, language: str) -> None:
    answer = client.get(BASE, headers={"accept-language": language})

    assert answer.status_code == 200
    assert "Everfair-Cache" not in answer


def test_workspace_says_what_waits_first(client: Client, edition: Edition, member: Member) -> None:
    def says(sentence: str) -> bool:
        return sentence in english(client, "")[1]

    assert says("Join the edition")
    exhibitor = ExhibitorFactory.create(edition=edition, organisation=member.organisation)
    assert says("Build your booth.")
    booth = BoothFactory.create(exhibitor=exhibitor, state="preparing")
    assert says("Your booth is ready to be looked at.")
    Booth.objects.filter(pk=booth.pk).update(state="open", opened_at=OPENED)
    assert says("Write your first project")
    project = ProjectFactory.create(exhibitor=exhibitor, state="draft")
    assert says("waits for you to publish it")
    Project.objects.filter(pk=project.pk).update(state="published", published_at=OPENED)
    assert says("Everything is in place.")


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(
    ("role", "state", "sentence"),
    [
        ("owner", "applied", "waits for the organiser's approval"),
        ("sales", "approved", "An owner or administrator of your organisation"),
    ],
)
def test_workspace_of_those_who_can_not_write(client: Client, role: str, state: str, sentence: str) -> None:
    sign_in(client, make_member(role, state=state).person)

    status, page = english(client, "")

    assert status == 200
    assert sentence in page


def test_workspace_queries(
    exhibitor: Exhibitor, member: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    BoothFactory.create_batch(3, exhibitor=exhibitor)
    ProjectFactory.create_batch(3, exhibitor=exhibitor)

    with django_assert_num_queries(3):
        workspace = workspace_of(exhibitor.edition, member)
        assert [project.sector.code for project in workspace.projects] == ["7"] * 3

    assert len(workspace.booths) == 3


def test_join(client: Client, edition: Edition, member: Member) -> None:
    zone = ZoneFactory.create(edition=edition, slug="finance")

    answer = client.post(f"{BASE}join", {"zone": "finance", "sector": "7", "mode": "hybrid"})

    exhibitor = Exhibitor.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{BASE}booths/new")
    assert (exhibitor.organisation, exhibitor.zone, exhibitor.sector.code) == (member.organisation, zone, "7")


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"zone": "elsewhere"}, '<option value="7" selected>'),
        ({"sector": "13"}, '<option value="finance" selected>'),
        ({"mode": "by air"}, '<option value="finance" selected>'),
        ({"zone": ""}, 'value="hybrid"'),
    ],
)
def test_join_with_a_bad_choice_keeps_the_others(
    client: Client, edition: Edition, change: dict[str, str], kept: str
) -> None:
    ZoneFactory.create(edition=edition, slug="finance")
    ZoneFactory.create(slug="elsewhere")

    status, page = english(client, "join", {"zone": "finance", "sector": "7", "mode": "hybrid", **change})

    assert (status, Exhibitor.objects.count()) == (422, 0)
    assert kept in page


@pytest.mark.usefixtures("edition")
def test_join_before_approval_says_why(client: Client) -> None:
    zone = ZoneFactory.create(edition=Edition.objects.get())
    sign_in(client, make_member(state="applied").person)

    status, page = english(client, "join", {"zone": zone.slug, "sector": "7", "mode": "online"})

    assert (status, Exhibitor.objects.count()) == (409, 0)
    assert "waits for the organiser" in page
