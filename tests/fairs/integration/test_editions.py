from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from everfair.fairs.enums import EditionState, ParticipationMode
from everfair.fairs.models import Participation
from everfair.fairs.public import (
    current_edition,
    edition_by_slug,
    ensure_sectors,
    participate,
    sectors,
    zone_by_slug,
    zones_of,
)
from everfair.kernel.errors import NotFound
from everfair.kernel.models import Event
from tests.factories.accounts import OrganisationFactory
from tests.factories.fairs import EditionFactory, ZoneFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_edition_by_slug(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory.create(slug="2020")

    with django_assert_num_queries(1):
        found = edition_by_slug("2020")
        names = (found.fair.short_name, found.name)

    assert found == edition
    assert names == (edition.fair.short_name, edition.name)


def test_edition_by_slug_unknown() -> None:
    EditionFactory.create(slug="2020")

    with pytest.raises(NotFound):
        edition_by_slug("2021")


def test_current_edition_before_the_first() -> None:
    EditionFactory.create(state=EditionState.ARCHIVED)

    assert current_edition() is None


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["preparing", "evergreen", "live"], "live"),
        (["preparing", "evergreen", "archived"], "evergreen"),
        (["preparing", "archived"], "preparing"),
    ],
)
def test_current_edition(states: list[str], expected: str) -> None:
    for number, state in enumerate(states):
        EditionFactory.create(state=state, opens=date(2020, 9, 4 - number))

    found = current_edition()

    assert found is not None
    assert found.state == expected


def test_zones_of_come_in_order_with_their_sectors(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = EditionFactory.create()
    second = ZoneFactory.create(edition=edition, position=2)
    first = ZoneFactory.create(edition=edition, position=1)
    ZoneFactory.create()

    with django_assert_num_queries(1):
        found = [(zone, zone.sector.code) for zone in zones_of(edition) if zone.sector]

    assert found == [(first, "7"), (second, "7")]


def test_zone_by_slug_of_another_edition() -> None:
    zone = ZoneFactory.create()
    other = EditionFactory.create()

    with pytest.raises(NotFound):
        zone_by_slug(other, zone.slug)


def test_ensure_sectors_twice_writes_twelve() -> None:
    ensure_sectors()
    ensure_sectors()

    assert [(sector.code, sector.name["en"]) for sector in sectors()][6:8] == [
        ("7", "Financial services"),
        ("8", "Health-related and social services"),
    ]
    assert sectors().count() == 12


def test_participate_twice_counts_once() -> None:
    edition = EditionFactory.create()
    organisation = OrganisationFactory.create()

    participate(edition, organisation, ParticipationMode.ONLINE)
    participate(edition, organisation, ParticipationMode.ON_SITE)

    assert [row.mode for row in Participation.objects.all()] == ["online"]
    assert Event.objects.filter(name="participation.registered").count() == 1
