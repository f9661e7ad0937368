from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.kernel.text import Text
from everfair.visits.public import routes_of
from tests.factories.fairs import EditionFactory
from tests.factories.visits import RouteFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_routes_of_come_in_order_with_their_stops(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory.create()
    second = RouteFactory.create(edition=edition, position=2)
    first = RouteFactory.create(edition=edition, position=1, stops=[{"zh-hans": "冰壶馆"}])
    RouteFactory.create()

    with django_assert_num_queries(1):
        routes = routes_of(edition)

    assert [route.public_id for route in routes] == [first.public_id, second.public_id]
    assert routes[0].stops == (Text({"zh-hans": "冰壶馆"}),)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_routes_page(client: Client, language: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    routes = RouteFactory.create_batch(14, edition=EditionFactory.create(slug="2020"))

    with django_assert_num_queries(2):
        answer = client.get("/2020/routes/", headers={"accept-language": language})

    page = answer.content.decode()
    assert page.count("<article") == 14
    assert page.count(routes[0].title[language]) == 14
    assert page.count({"zh-hans": "雪车赛道", "en": "Bobsleigh track"}[language]) == 14
    assert answer["Everfair-Cache"] == "ttl=300; tags=routes edition-2020"


def test_routes_page_without_routes_says_what_next(client: Client) -> None:
    EditionFactory.create(slug="2020")

    page = client.get("/2020/routes/", headers={"accept-language": "en"}).content.decode()

    assert "No route is laid out yet." in page
    assert "/2020/exhibition/zones/" in page


def test_routes_of_an_unknown_edition(client: Client) -> None:
    assert client.get("/1999/routes/").status_code == 404
