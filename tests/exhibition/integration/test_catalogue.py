from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.exhibition.enums import SupplyMode
from everfair.exhibition.queries.catalogue import EXHIBITORS, PROJECTS, Wish
from everfair.exhibition.queries.matching import Words
from everfair.fairs.models import Edition
from everfair.kernel.text import Text
from tests.factories.accounts import OrganisationFactory
from tests.factories.exhibition import BoothFactory, ExhibitorFactory, ProjectFactory
from tests.factories.fairs import EditionFactory, ZoneFactory, sector

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def edition() -> Edition:
    """Three exhibitors in two zones: a Thai hospital, a Thai bank, a body of the United Nations."""
    edition = EditionFactory.create(slug="2020")
    health = ZoneFactory.create(edition=edition, slug="health", name=Text({"zh-hans": "健康专区", "en": "Health"}))
    money = ZoneFactory.create(edition=edition, slug="money", name=Text({"zh-hans": "金融专区", "en": "Money"}))
    bodies = (
        ("Siam Hospital", "泰安医院", {"country": "TH"}, health, "8"),
        ("Chao Phraya Bank", "曼谷银行", {"country": "TH"}, money, "7"),
        ("Union of Posts", "邮政联盟", {"country": None, "kind": "international_organisation"}, money, "2"),
    )
    for english, chinese, fields, zone, code in bodies:
        organisation = OrganisationFactory.create(name=Text({"zh-hans": chinese, "en": english}), **fields)
        exhibitor = ExhibitorFactory.create(edition=edition, organisation=organisation, zone=zone, sector=sector(code))
        BoothFactory.create(exhibitor=exhibitor)
    return edition


def test_counts_are_what_choosing_would_show(
    edition: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wish = Wish(chosen={"zone": "money"})

    with django_assert_num_queries(1):
        counts = EXHIBITORS.counts(edition, wish)

    assert counts.total == 2
    assert [counts.of("zone", zone) for zone in ("health", "money")] == [1, 2]
    assert [counts.of("sector", code) for code in ("2", "7", "8")] == [1, 1, 0]
    assert [counts.of("overseas", value) for value in ("0", "1")] == [0, 2]
    assert [counts.of("country", code) for code in ("TH", "none")] == [1, 1]
    assert counts.present("country") == {"TH": 2, "none": 1}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, {"Siam Hospital", "Chao Phraya Bank", "Union of Posts"}),
        ({"zone": "money"}, {"Chao Phraya Bank", "Union of Posts"}),
        ({"zone": "money", "country": "TH"}, {"Chao Phraya Bank"}),
        ({"country": "none"}, {"Union of Posts"}),
        ({"sector": "8"}, {"Siam Hospital"}),
        ({"overseas": "0"}, set()),
        ({"overseas": "1", "sector": "7"}, {"Chao Phraya Bank"}),
    ],
)
def test_found_and_counted_agree(edition: Edition, chosen: dict[str, str], expected: set[str]) -> None:
    wish = Wish(chosen=chosen)

    found = {exhibitor.organisation.name["en"] for exhibitor in EXHIBITORS.found(edition, wish, "en")}

    assert found == expected
    assert EXHIBITORS.counts(edition, wish).total == len(expected)


def test_found_with_words_and_a_facet(edition: Edition) -> None:
    wish = Wish(Words.read("银行"), {"country": "TH"})

    assert [row.organisation.name["en"] for row in EXHIBITORS.found(edition, wish, "en")] == ["Chao Phraya Bank"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Chao Phraya Bank", "Siam Hospital", "Union of Posts"]),
        ("zh-hans", ["Chao Phraya Bank", "Siam Hospital", "Union of Posts"]),
    ],
)
def test_found_by_name(edition: Edition, language: str, expected: list[str]) -> None:
    """In Chinese by pinyin: 曼 (man), 泰 (tai), 邮 (you)."""
    rows = EXHIBITORS.found(edition, Wish(order="name"), language)

    assert [row.organisation.name["en"] for row in rows] == expected


def test_found_by_name_with_odd_characters(edition: Edition) -> None:
    odd = OrganisationFactory.create(name=Text({"zh-hans": "𠮷野家\ue000🏮é"}))
    ExhibitorFactory.create(edition=edition, organisation=odd)

    assert len(EXHIBITORS.found(edition, Wish(order="name"), "zh-hans")) == 4


def test_found_shows_open_booths_first(edition: Edition) -> None:
    ExhibitorFactory.create(edition=edition, organisation__name=Text({"en": "Not ready"}))

    rows = [row.organisation.name["en"] for row in EXHIBITORS.found(edition, Wish(), "en")]

    assert rows[-1] == "Not ready"


def test_projects_by_mode_and_zone(edition: Edition) -> None:
    exhibitor = edition.exhibitors.get(sector__code="8")
    ProjectFactory.create(exhibitor=exhibitor, supply_mode=SupplyMode.CONSUMPTION_ABROAD)
    ProjectFactory.create(exhibitor=exhibitor, state="draft")
    ProjectFactory.create()

    counts = PROJECTS.counts(edition, Wish(chosen={"mode": "2"}))

    assert counts.total == 1
    assert [counts.of("mode", mode) for mode in "1234"] == [0, 1, 0, 0]
    assert [counts.of("zone", zone) for zone in ("health", "money")] == [1, 0]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_exhibitors_page(
    client: Client, edition: Edition, language: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    BoothFactory.create_batch(30, exhibitor__edition=edition, exhibitor__zone=edition.zones.first())

    with django_assert_num_queries(7):
        answer = client.get("/2020/exhibition/", headers={"accept-language": language})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Everfair-Cache"] == "ttl=300; tags=catalogue edition-2020"
    assert page.count("<article") == 24
    assert f'lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in page
    assert "csrf" not in page.lower()
    assert 'href="?page=2"' in page


def test_exhibitors_page_with_words_shows_why(
    client: Client, edition: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    del edition
    with django_assert_num_queries(8):
        answer = client.get("/2020/exhibition/?q=hospitals&sector=8", headers=ENGLISH)
    found = client.get("/2020/exhibition/?q=hospital&zone=health", headers=ENGLISH).content.decode()

    assert answer.status_code == 200
    assert "Siam <mark>Hospital</mark>" in found
    assert 'id="facet-zone-money"' not in found
    assert 'name="zone" value="health"' in " ".join(found.split())


def test_exhibitors_page_in_chinese_explains_an_english_match(client: Client, edition: Edition) -> None:
    del edition

    page = client.get("/2020/exhibition/?q=hospital", headers={"accept-language": "zh-hans"}).content.decode()

    assert "泰安医院" in page
    assert "Siam <mark>Hospital</mark>" in page.partition('class="why"')[2]


def test_projects_page(client: Client, edition: Edition, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for exhibitor in edition.exhibitors.all():
        ProjectFactory.create(exhibitor=exhibitor, offers=[Text({"en": "Free first week"})])

    with django_assert_num_queries(5):
        client.get("/2020/exhibition/projects/")
    with django_assert_num_queries(7):
        page = client.get("/2020/exhibition/projects/?q=weeks", headers=ENGLISH).content.decode()

    assert page.count("<article") == 3
    assert page.count("Free first <mark>week</mark>") == 3


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?q=hospital&zone=money", "Nothing fits all of these filters."),
        ("?q=hospitl", "Did you mean “hospital”?"),
        ("?q=banana", "Nothing carries all of “banana”."),
        ("?overseas=0", "Nothing fits all of these filters."),
    ],
)
def test_exhibitors_page_without_results_says_what_next(
    client: Client, edition: Edition, query: str, sentence: str
) -> None:
    del edition

    answer = client.get(f"/2020/exhibition/{query}", headers=ENGLISH)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_exhibitors_page_of_an_empty_edition(client: Client) -> None:
    EditionFactory.create(slug="2021")

    page = client.get("/2021/exhibition/", headers=ENGLISH).content.decode()

    assert "Nothing stands here yet." in page
    assert "/2021/exhibition/workspace/" in page


def test_exhibitors_page_offers_what_carries_some_words(client: Client, edition: Edition) -> None:
    del edition

    page = client.get("/2020/exhibition/?q=hospital of posts", headers=ENGLISH).content.decode()

    assert "Perhaps one of these" in page
    assert page.count("<article") == 2


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=99999999999999999999",
        "?page=x",
        "?zone='; DROP TABLE fairs_zone;--",
        "?sector=<script>alert(1)</script>",
        "?mode=1;2",
        "?country=%F0%28%8C%28",
        "?q=%ff%fe",
        "?q=%EF%BF%BD",
        "?sort=drop",
        "?q=" + "x" * 3000,
        "?q=<script>alert(1)</script>",
        "?" + "&".join(f"q={number}" for number in range(50)),
    ],
)
@pytest.mark.parametrize("path", ["", "projects/"])
def test_pages_survive_any_query(client: Client, edition: Edition, path: str, query: str) -> None:
    del edition

    answer = client.get(f"/2020/exhibition/{path}{query}", headers=ENGLISH)

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_long_query_is_cut_and_said_so(client: Client, edition: Edition) -> None:
    del edition

    page = client.get("/2020/exhibition/?q=" + "x" * 101, headers=ENGLISH).content.decode()

    assert "Only the first 100 characters were searched for." in page


def test_nul_bytes_are_refused(client: Client, edition: Edition) -> None:
    del edition

    assert client.get("/2020/exhibition/?q=a%00b").status_code == 400


def test_catalogue_of_an_unknown_edition(client: Client) -> None:
    assert client.get("/1999/exhibition/").status_code == 404
