"""The front page and the search."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from everfair.fairs.enums import EditionState
from everfair.kernel.text import Text
from tests.factories.exhibition import ProjectFactory
from tests.factories.fairs import EditionFactory
from tests.factories.programme import SessionFactory

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ENGLISH = {"accept-language": "en"}


def test_front_page_before_the_first_edition_says_so() -> None:
    response = Client().get("/", headers=ENGLISH)

    assert response.status_code == 200
    assert "No fair has been opened yet" in response.content.decode()


def test_front_page_is_the_home_of_the_edition_that_visitors_are_led_to() -> None:
    EditionFactory(slug="2018", state=EditionState.EVERGREEN)
    EditionFactory(slug="2020", state=EditionState.LIVE)

    html = Client().get("/", headers=ENGLISH).content.decode()

    assert '<link rel="canonical" href="/2020/">' in html


def test_home_says_with_pride_that_an_evergreen_edition_stays_open() -> None:
    EditionFactory(slug="2020", state=EditionState.EVERGREEN, closes=date(2020, 9, 9))

    html = Client().get("/2020/", headers=ENGLISH).content.decode()

    assert "Closed on 9 September 2020 and open ever since: this fair never ends." in html


def test_home_shows_zones_projects_and_programme() -> None:
    project = ProjectFactory(exhibitor__edition__slug="2020", exhibitor__edition__state=EditionState.EVERGREEN)
    edition = project.exhibitor.edition
    SessionFactory(event__edition=edition, is_live_streamed=True, title=Text({"en": "Forum on digital trade"}))

    html = Client().get("/2020/", headers=ENGLISH).content.decode()

    assert "Cross-border payments in one flow" in html
    assert "Forum on digital trade" in html
    assert "1 exhibitor" in html
    assert '<svg class="lattice" data-sector="7"' in html


def test_home_without_a_project_offers_the_next_step() -> None:
    EditionFactory(slug="2020")

    html = Client().get("/2020/", headers=ENGLISH).content.decode()

    assert "No project has been published yet." in html


def test_home_may_be_kept_by_the_edge_until_something_changes() -> None:
    EditionFactory(slug="2020")

    response = Client().get("/2020/")

    assert response["Everfair-Cache"] == "ttl=60; tags=home catalogue programme streams figures edition-2020"


def test_search_finds_projects_and_events_in_one_page() -> None:
    project = ProjectFactory(exhibitor__edition__slug="2020")
    SessionFactory(
        event__edition=project.exhibitor.edition,
        title=Text({"zh-hans": "跨境数据论坛", "en": "Cross-border data forum"}),
    )

    html = Client().get("/2020/search?q=cross-border", headers=ENGLISH).content.decode()

    assert project.public_id in html
    assert "Cross-border data forum" in html


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "' OR 1=1 --", "%E5%8C", "a" * 5000, "！？", "%00"])
def test_search_takes_any_words(words: str) -> None:
    EditionFactory(slug="2020")

    response = Client().get("/2020/search", {"q": words}, headers=ENGLISH)

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_search_without_a_hit_says_what_to_do() -> None:
    EditionFactory(slug="2020")

    html = Client().get("/2020/search?q=zzzzqqq", headers=ENGLISH).content.decode()

    assert "Nothing in this fair carries all of these words." in html


def test_search_page_without_words_asks_for_them() -> None:
    EditionFactory(slug="2020")

    response = Client().get("/2020/search", headers=ENGLISH)

    assert response.status_code == 200
    assert "Search the fair" in response.content.decode()


def test_home_takes_as_many_queries_for_much_as_for_little() -> None:
    project = ProjectFactory(exhibitor__edition__slug="2020")
    edition = project.exhibitor.edition
    SessionFactory(event__edition=edition, is_live_streamed=True)
    with CaptureQueriesContext(connection) as little:
        Client().get("/2020/")

    ProjectFactory.create_batch(8, exhibitor__edition=edition)
    SessionFactory.create_batch(8, event__edition=edition, is_live_streamed=True)
    with CaptureQueriesContext(connection) as much:
        Client().get("/2020/")

    assert len(much) == len(little)
