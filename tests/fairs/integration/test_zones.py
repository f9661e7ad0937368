from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from everfair.accounts.models import Person
from everfair.fairs.domain.zones import MOST_ZONES, add_zone, move_zone, remove_zone, rename_zone
from everfair.fairs.enums import ZoneKind
from everfair.fairs.errors import ChangedMeanwhile, NameMissing, SecondComprehensiveZone, TooManyZones, ZoneInUse
from everfair.fairs.models import Edition, Zone
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.accounts import PersonFactory
from tests.factories.exhibition import ExhibitorFactory
from tests.factories.fairs import EditionFactory, ZoneFactory, operator_of, sector

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

ROBOTS = Text({"zh-hans": "服务机器人", "en": "Service robots"})


def slugs(edition: Edition) -> list[str]:
    return list(Zone.objects.filter(edition=edition).order_by("position").values_list("slug", flat=True))


def test_add_zone_comes_last_under_its_english_name() -> None:
    edition = ZoneFactory.create(slug="finance").edition

    zone = add_zone(
        edition, actor=operator_of(edition), version=1, kind=ZoneKind.SPECIAL, name=ROBOTS, sector=sector("2")
    )

    assert slugs(edition) == ["finance", "service-robots"]
    assert zone.sector == sector("2")
    assert Event.objects.get(name="zone.added").payload == {"zone": "service-robots", "kind": "special"}


def test_add_zone_with_a_name_that_is_taken() -> None:
    edition = ZoneFactory.create(slug="service-robots").edition

    zone = add_zone(edition, actor=operator_of(edition), version=1, kind=ZoneKind.SPECIAL, name=ROBOTS)

    assert zone.slug == "service-robots-2"


def test_add_zone_with_a_chinese_name_only() -> None:
    edition = EditionFactory.create()
    name = Text({"zh-hans": "冬季运动"})

    zone = add_zone(edition, actor=operator_of(edition), version=1, kind=ZoneKind.SPECIAL, name=name)

    assert (zone.slug, zone.name) == ("zone", name)


def test_add_zone_comprehensive_twice() -> None:
    edition = ZoneFactory.create(kind=ZoneKind.COMPREHENSIVE).edition

    with pytest.raises(SecondComprehensiveZone):
        add_zone(edition, actor=operator_of(edition), version=1, kind=ZoneKind.COMPREHENSIVE, name=ROBOTS)


def test_add_zone_beyond_the_limit() -> None:
    edition = EditionFactory.create()
    ZoneFactory.create_batch(MOST_ZONES, edition=edition)

    with pytest.raises(TooManyZones):
        add_zone(edition, actor=operator_of(edition), version=1, kind=ZoneKind.SPECIAL, name=ROBOTS)


def test_add_zone_without_a_name() -> None:
    edition = EditionFactory.create()

    with pytest.raises(NameMissing):
        add_zone(edition, actor=operator_of(edition), version=1, kind=ZoneKind.SPECIAL, name=Text())


def test_rename_zone_keeps_its_address() -> None:
    zone = ZoneFactory.create(slug="finance")

    rename_zone(zone, actor=operator_of(zone.edition), version=1, name=ROBOTS)

    zone.refresh_from_db()
    assert (zone.name, zone.slug) == (ROBOTS, "finance")


def test_rename_zone_after_somebody_else_changed_the_edition() -> None:
    zone = ZoneFactory.create()
    operator = operator_of(zone.edition)
    rename_zone(zone, actor=operator, version=1, name=ROBOTS)

    with pytest.raises(ChangedMeanwhile):
        rename_zone(zone, actor=operator, version=1, name=Text({"en": "Mine"}))

    zone.refresh_from_db()
    assert zone.name == ROBOTS


@pytest.mark.parametrize(
    ("slug", "direction", "expected"),
    [
        ("b", "up", ["b", "a", "c"]),
        ("b", "down", ["a", "c", "b"]),
        ("a", "up", ["a", "b", "c"]),
        ("c", "down", ["a", "b", "c"]),
    ],
)
def test_move_zone(slug: str, direction: Any, expected: list[str]) -> None:
    edition = EditionFactory.create()
    zones = {name: ZoneFactory.create(edition=edition, slug=name, position=0) for name in "abc"}

    move_zone(zones[slug], actor=operator_of(edition), version=1, direction=direction)

    assert slugs(edition) == expected


def test_remove_zone_that_is_empty() -> None:
    zone = ZoneFactory.create()

    remove_zone(zone, actor=operator_of(zone.edition), version=1)

    assert slugs(zone.edition) == []


def test_remove_zone_in_which_somebody_stands() -> None:
    zone = ExhibitorFactory.create().zone

    with pytest.raises(ZoneInUse):
        remove_zone(zone, actor=operator_of(zone.edition), version=1)

    assert slugs(zone.edition) == [zone.slug]
    assert not Event.objects.filter(name="zone.removed").exists()


WRITES: list[Callable[[Zone, Person], object]] = [
    lambda zone, actor: add_zone(zone.edition, actor=actor, version=1, kind=ZoneKind.AREA, name=ROBOTS),
    lambda zone, actor: rename_zone(zone, actor=actor, version=1, name=ROBOTS),
    lambda zone, actor: move_zone(zone, actor=actor, version=1, direction="up"),
    lambda zone, actor: remove_zone(zone, actor=actor, version=1),
]


@pytest.mark.parametrize("write", WRITES)
def test_zones_are_closed_to_strangers(write: Callable[[Zone, Person], object]) -> None:
    zone = ZoneFactory.create()
    before = zone.name

    with pytest.raises(Forbidden):
        write(zone, PersonFactory.create())

    assert list(Zone.objects.values_list("slug", "name")) == [(zone.slug, before)]
