from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.fairs.enums import EditionState, ParticipationMode
from everfair.fairs.models import Edition, Zone
from everfair.fairs.queries.desk import Attendance, attendance_of, operators_desk
from everfair.kernel.text import Text
from tests.factories.accounts import OrganisationFactory, PersonFactory, sign_in
from tests.factories.exhibition import ExhibitorFactory
from tests.factories.fairs import EditionFactory, ParticipationFactory, ZoneFactory, operator_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NASTY = "<script>alert(1)</script>'; DROP TABLE fairs_zone; --"


@pytest.fixture
def edition(client: Client) -> Edition:
    edition = EditionFactory.create(slug="2020", state=EditionState.PREPARING)
    sign_in(client, operator_of(edition))
    return edition


def test_desk_for_a_stranger_leads_to_sign_in(client: Client) -> None:
    EditionFactory.create(slug="2020")

    answer = client.get("/2020/operate/")

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=%2F2020%2Foperate%2F")


@pytest.mark.parametrize("path", ["", "new"])
def test_desk_for_somebody_else_is_closed(client: Client, path: str) -> None:
    EditionFactory.create(slug="2020")
    sign_in(client, PersonFactory.create())

    answer = client.get(f"/2020/operate/{path}", headers={"accept-language": "en"})

    assert answer.status_code == 403
    assert "not open to your account" in answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_desk_shows_zones_and_is_never_kept(client: Client, edition: Edition, language: str) -> None:
    zone = ZoneFactory.create(edition=edition)

    answer = client.get("/2020/operate/", headers={"accept-language": language})

    assert answer.status_code == 200
    assert zone.name[language] in answer.content.decode()
    assert "Everfair-Cache" not in answer


def test_operators_desk_queries(edition: Edition, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ZoneFactory.create_batch(9, edition=edition)

    with django_assert_num_queries(3):
        desk = operators_desk(edition)

    assert len(desk.zones) == 9


def test_attendance_counts_each_way_apart(edition: Edition) -> None:
    ParticipationFactory.create(edition=edition, mode=ParticipationMode.ON_SITE)
    for country in ("TH", "TH", "HK"):
        overseas = OrganisationFactory.create(country=country)
        ParticipationFactory.create(edition=edition, organisation=overseas, mode=ParticipationMode.ONLINE)
    ParticipationFactory.create()

    assert attendance_of(edition) == Attendance(organisations=4, on_site=1, online=3, hybrid=0, overseas=3, countries=3)


def test_move_opens_the_edition(client: Client, edition: Edition) -> None:
    answer = client.post("/2020/operate/move", {"version": 1, "target": "live"})

    edition.refresh_from_db()
    assert (answer.status_code, answer["Location"], edition.state) == (302, "/2020/operate/", "live")


@pytest.mark.usefixtures("edition")
def test_move_from_an_old_page_is_told(client: Client) -> None:
    client.post("/2020/operate/move", {"version": 1, "target": "live"})

    answer = client.post("/2020/operate/move", {"version": 1, "target": "live"}, headers={"accept-language": "en"})

    assert answer.status_code == 409
    assert "Another operator changed this edition" in answer.content.decode()


@pytest.mark.parametrize("target", ["gone", "", "archived' OR 1=1"])
def test_move_to_nowhere_changes_nothing(client: Client, edition: Edition, target: str) -> None:
    client.post("/2020/operate/move", {"version": 1, "target": target})

    edition.refresh_from_db()
    assert (edition.state, edition.version) == ("preparing", 1)


def test_add_zone(client: Client, edition: Edition) -> None:
    answer = client.post(
        "/2020/operate/zones/add",
        {"version": 1, "name_zh": "旅游服务", "name_en": "Tourism", "kind": "special", "sector": ""},
    )

    assert answer.status_code == 302
    assert [(zone.slug, zone.name) for zone in Zone.objects.filter(edition=edition)] == [
        ("tourism", Text({"zh-hans": "旅游服务", "en": "Tourism"}))
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x" * 121, "at most 120 characters"),
        ("broken \ufffd bytes", "arrived damaged"),
        ("nul \x00 byte", "Null characters are not allowed"),
        ("", "Write this in Chinese, in English, or in both."),
    ],
)
@pytest.mark.usefixtures("edition")
def test_add_zone_with_a_bad_name_keeps_what_was_typed(client: Client, name: str, sentence: str) -> None:
    words = {"version": 1, "name_zh": name, "name_en": "", "kind": "area", "sector": ""}

    answer = client.post("/2020/operate/zones/add", words, headers={"accept-language": "en"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{name}"' in page or not name
    assert not Zone.objects.exists()


@pytest.mark.usefixtures("edition")
def test_add_zone_with_html_and_sql_is_only_text(client: Client) -> None:
    client.post("/2020/operate/zones/add", {"version": 1, "name_en": NASTY, "kind": "special", "sector": ""})

    page = client.get("/2020/operate/", headers={"accept-language": "en"}).content.decode()

    assert Zone.objects.get().name["en"] == NASTY
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.usefixtures("edition")
def test_add_zone_from_an_old_page_keeps_what_was_typed(client: Client) -> None:
    words = {"version": 7, "name_en": "Robots", "kind": "special", "sector": ""}

    answer = client.post("/2020/operate/zones/add", words, headers={"accept-language": "en"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Robots"' in page
    assert page.count('name="version" value="1"') == 2


def test_rename_zone_with_a_bad_name_opens_its_form(client: Client, edition: Edition) -> None:
    ZoneFactory.create(edition=edition, slug="finance")
    words = {"version": 1, "name_zh": "", "name_en": "y" * 121}

    answer = client.post("/2020/operate/zones/finance/rename", words, headers={"accept-language": "en"})

    assert answer.status_code == 422
    assert "y" * 121 in answer.content.decode()


def test_rename_and_order_and_remove(client: Client, edition: Edition) -> None:
    ZoneFactory.create(edition=edition, slug="a", position=0)
    ZoneFactory.create(edition=edition, slug="b", position=1)

    client.post("/2020/operate/zones/a/rename", {"version": 1, "name_en": "First"})
    client.post("/2020/operate/zones/a/order", {"version": 2, "direction": "down"})
    client.post("/2020/operate/zones/b/remove", {"version": 3})

    assert [(zone.slug, str(zone.name), zone.position) for zone in Zone.objects.all()] == [("a", "First", 1)]


def test_remove_zone_in_use_says_why(client: Client, edition: Edition) -> None:
    zone = ExhibitorFactory.create(edition=edition).zone

    answer = client.post(f"/2020/operate/zones/{zone.slug}/remove", {"version": 1}, headers={"accept-language": "en"})

    assert answer.status_code == 409
    assert "Exhibitors stand in this zone" in answer.content.decode()


def test_open_edition_page(client: Client, edition: Edition) -> None:
    words = {
        "name_zh": "第二届",
        "name_en": "Second",
        "slug": "2021",
        "opens": "2021-09-02",
        "exhibition_from": "2021-09-03",
        "closes": "2021-09-07",
        "zone_id": "Asia/Shanghai",
    }

    answer = client.post("/2020/operate/new", words)

    opened = Edition.objects.get(slug="2021")
    assert (answer.status_code, answer["Location"]) == (302, "/2021/operate/")
    assert (opened.fair, opened.state) == (edition.fair, "preparing")


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"slug": "2020"}, 409, "already has this address"),
        ({"slug": "me"}, 422, "The address starts with the year"),
        ({"closes": "2021-01-01"}, 422, "must follow each other"),
        ({"opens": "yesterday"}, 422, "Enter a valid date"),
        ({"name_zh": "", "name_en": ""}, 422, "Write this in Chinese"),
        ({"zone_id": "Mars/Olympus"}, 422, "not one of the available choices"),
    ],
)
def test_open_edition_page_with_bad_input(
    client: Client, edition: Edition, change: dict[str, str], status: int, sentence: str
) -> None:
    words = {
        "name_zh": "第二届",
        "name_en": "Second",
        "slug": "2021",
        "opens": "2021-09-02",
        "exhibition_from": "2021-09-03",
        "closes": "2021-09-07",
        "zone_id": "Asia/Shanghai",
    }

    answer = client.post("/2020/operate/new", {**words, **change}, headers={"accept-language": "en"})

    page = answer.content.decode()
    assert (answer.status_code, list(Edition.objects.all())) == (status, [edition])
    assert sentence in page
    assert 'value="2021-09-03"' in page
