from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from everfair.exhibition.models import Booth, Project
from everfair.exhibition.public import (
    latest_projects,
    project_cards,
    project_for_negotiation,
    search_exhibition,
    zone_counts,
)
from everfair.exhibition.queries.cards import booth_url, project_url
from everfair.kernel.errors import NotFound
from everfair.kernel.text import Text
from tests.factories.exhibition import OPENED, BoothFactory, ExhibitorFactory, ProjectFactory
from tests.factories.fairs import EditionFactory, ZoneFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def booth() -> Booth:
    name = Text({"zh-hans": "澄明智联", "en": "Clearlight Networks"})
    edition = EditionFactory.create(slug="2020")
    return BoothFactory.create(exhibitor__edition=edition, exhibitor__organisation__name=name)


@pytest.fixture
def project(booth: Booth) -> Project:
    return ProjectFactory.create(exhibitor=booth.exhibitor, offers=[Text({"en": "First year free"})])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.usefixtures("project")
def test_booth(client: Client, booth: Booth, language: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    url = booth_url("2020", booth.exhibitor.organisation.name, booth)

    with django_assert_num_queries(3):
        answer = client.get(url, headers={"accept-language": language})

    page = answer.content.decode()
    assert booth.headline[language] in page
    assert booth.welcome[language] in page
    assert "/negotiations/new?project=" in page
    assert answer["Everfair-Cache"] == f"ttl=300; tags=edition-2020 exhibitor-{booth.exhibitor.public_id}"
    assert "csrf" not in page.lower()


@pytest.mark.parametrize("template", ["showcase", "solutions", "partners"])
def test_booth_of_every_template(client: Client, booth: Booth, template: str) -> None:
    Booth.objects.update(template=template)

    answer = client.get(booth_url("2020", booth.exhibitor.organisation.name, booth), headers=ENGLISH)

    assert answer.status_code == 200
    assert booth.welcome["en"] in answer.content.decode()


@pytest.mark.parametrize("slug", ["wrong-name-", "", quote("澄明-")])
def test_booth_at_a_wrong_slug_moves_to_the_right_one(client: Client, booth: Booth, slug: str) -> None:
    answer = client.get(f"/2020/exhibition/booths/{slug}{booth.public_id}?lang=en")

    assert (answer.status_code, answer["Location"]) == (
        301,
        f"/2020/exhibition/booths/clearlight-networks-{booth.public_id}?lang=en",
    )


def test_booth_with_a_chinese_name_only(client: Client, booth: Booth) -> None:
    organisation = booth.exhibitor.organisation
    organisation.name = Text({"zh-hans": "澄明智联"})
    organisation.save()

    answer = client.get(booth_url("2020", organisation.name, booth), headers=ENGLISH)

    assert answer.status_code == 200
    assert '<span lang="zh-Hans">澄明智联</span>' in answer.content.decode()


def test_booth_in_preparation_is_not_there(client: Client, booth: Booth) -> None:
    Booth.objects.update(state="preparing")

    answer = client.get(booth_url("2020", booth.exhibitor.organisation.name, booth))

    assert answer.status_code == 404
    assert booth.headline["zh-hans"] not in answer.content.decode()


def test_booth_of_another_edition_is_not_there(client: Client, booth: Booth) -> None:
    EditionFactory.create(slug="2021")

    assert client.get(booth_url("2021", booth.exhibitor.organisation.name, booth)).status_code == 404


@pytest.mark.parametrize("address", ["x", "a" * 300, "..%2F..%2Fetc", "%3Cscript%3E", "clearlight-'OR'1'='1"])
@pytest.mark.parametrize("kind", ["booths", "projects"])
@pytest.mark.usefixtures("booth")
def test_nothing_at_a_nonsense_address(client: Client, kind: str, address: str) -> None:
    assert client.get(f"/2020/exhibition/{kind}/{address}").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_project(
    client: Client, project: Project, language: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(5):
        answer = client.get(project_url("2020", project), headers={"accept-language": language})

    page = answer.content.decode()
    assert project.title[language] in page
    assert "First year free" in page
    assert page.count(f"/negotiations/new?project={project.public_id}") == 1
    assert answer["Everfair-Cache"] == (
        f"ttl=300; tags=edition-2020 project-{project.public_id} exhibitor-{project.exhibitor.public_id}"
    )


def test_project_with_html_in_every_field(client: Client, booth: Booth) -> None:
    nasty = Text({"en": "<img src=x onerror=alert(1)>"})
    project = ProjectFactory.create(
        exhibitor=booth.exhibitor, title=nasty, summary=nasty, description=nasty, offers=[nasty]
    )

    page = client.get(project_url("2020", project), headers=ENGLISH).content.decode()

    assert "<img" not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;") >= 4


def test_project_that_is_a_draft_is_not_there(client: Client, booth: Booth) -> None:
    draft = ProjectFactory.create(exhibitor=booth.exhibitor, state="draft")

    answer = client.get(project_url("2020", draft))

    assert answer.status_code == 404
    assert draft.title["zh-hans"] not in answer.content.decode()


def test_project_that_is_withdrawn_says_so(client: Client, booth: Booth) -> None:
    gone = ProjectFactory.create(exhibitor=booth.exhibitor, state="withdrawn", published_at=OPENED)

    answer = client.get(project_url("2020", gone), headers=ENGLISH)

    assert answer.status_code == 410
    assert "has withdrawn this project" in answer.content.decode()
    assert gone.summary["en"] not in answer.content.decode()


def test_zones(client: Client, booth: Booth, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = booth.exhibitor.edition
    ZoneFactory.create(edition=edition, slug="comprehensive", kind="comprehensive", sector=None)

    with django_assert_num_queries(5):
        answer = client.get("/2020/exhibition/zones/", headers=ENGLISH)

    assert answer.status_code == 200
    assert answer.content.decode().count("zone=comprehensive&amp;sector=") == 12


def test_zone(
    client: Client, booth: Booth, project: Project, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(8):
        answer = client.get(f"/2020/exhibition/zones/{booth.exhibitor.zone.slug}", headers=ENGLISH)

    page = answer.content.decode()
    assert "Clearlight Networks" in page
    assert project.title["en"] in page


def test_zone_that_is_empty_or_unknown(client: Client) -> None:
    zone = ZoneFactory.create(edition__slug="2020")

    empty = client.get(f"/2020/exhibition/zones/{zone.slug}", headers=ENGLISH)

    assert "Nobody stands in this zone yet." in empty.content.decode()
    assert client.get("/2020/exhibition/zones/nowhere").status_code == 404


def test_project_for_negotiation(project: Project, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        card = project_for_negotiation(project.public_id)

    assert (card.public_id, card.title, card.organisation_id, card.edition_slug, card.sector_code, card.url) == (
        project.public_id,
        project.title,
        project.exhibitor.organisation_id,
        "2020",
        "7",
        project_url("2020", project),
    )


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_project_for_negotiation_that_is_not_published(state: str) -> None:
    project = ProjectFactory.create(state=state, published_at=OPENED)

    with pytest.raises(NotFound):
        project_for_negotiation(project.public_id)

    assert project_cards([project.pk])[project.pk].state == state


def test_latest_projects_and_zone_counts(project: Project, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = project.exhibitor.edition
    ExhibitorFactory.create(edition=edition, zone=project.exhibitor.zone)
    ProjectFactory.create(exhibitor=project.exhibitor, state="draft")

    with django_assert_num_queries(3):
        latest = latest_projects(edition, 5)
        counts = zone_counts(edition)

    assert [card.public_id for card in latest] == [project.public_id]
    assert [(zone.slug, zone.exhibitors) for zone in counts] == [(project.exhibitor.zone.slug, 2)]


def test_search_exhibition(project: Project, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = project.exhibitor.edition

    with django_assert_num_queries(6):
        hits = search_exhibition(edition, "cross-border", "en", limit=5)

    assert [(hit.kind, hit.title) for hit in hits] == [
        ("project", "<mark>Cross</mark>-<mark>border</mark> payments in one flow"),
        ("exhibitor", "Clearlight Networks"),
    ]


def test_search_exhibition_for_nothing(project: Project, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = project.exhibitor.edition

    with django_assert_num_queries(0):
        assert search_exhibition(edition, " ！ ", "en", limit=5) == []
