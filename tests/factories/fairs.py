"""Fairs, editions, zones and sectors for tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import factory
from factory.django import DjangoModelFactory

from everfair.fairs.domain.sectors import ensure_sectors
from everfair.fairs.enums import EditionState, ParticipationMode, ZoneKind
from everfair.fairs.models import Edition, Fair, Participation, Sector, Zone
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from typing import Any


def sector(code: str = "7") -> Sector:
    """Return one of the twelve sectors, written on first use."""
    ensure_sectors()
    return Sector.objects.get(code=code)


class FairFactory(DjangoModelFactory[Fair]):
    class Meta:
        model = Fair

    slug = factory.Sequence(lambda n: f"fair-{n}")
    name = Text({"zh-hans": "四季服务贸易博览会", "en": "Four Seasons Services Fair"})
    short_name = Text({"zh-hans": "四季博览会", "en": "Four Seasons"})


class EditionFactory(DjangoModelFactory[Edition]):
    class Meta:
        model = Edition

    fair = factory.SubFactory(FairFactory)
    slug = factory.Sequence(lambda n: f"2020-{n}")
    name = Text({"zh-hans": "第一届四季服务贸易博览会", "en": "First Four Seasons Services Fair"})
    theme = Text({"zh-hans": "全球服务，互惠共享", "en": "Global services, shared prosperity"})
    state = EditionState.LIVE
    zone_id = "Asia/Shanghai"
    opens = date(2020, 9, 4)
    exhibition_from = date(2020, 9, 5)
    closes = date(2020, 9, 9)


class ZoneFactory(DjangoModelFactory[Zone]):
    class Meta:
        model = Zone

    edition = factory.SubFactory(EditionFactory)
    slug = factory.Sequence(lambda n: f"zone-{n}")
    kind = ZoneKind.SPECIAL
    name = Text({"zh-hans": "金融服务", "en": "Finance"})
    position = factory.Sequence(lambda n: n)
    sector = factory.LazyFunction(sector)


class ParticipationFactory(DjangoModelFactory[Participation]):
    class Meta:
        model = Participation

    edition = factory.SubFactory(EditionFactory)
    organisation = factory.SubFactory("tests.factories.accounts.OrganisationFactory")
    mode = ParticipationMode.ONLINE


def operator_of(edition: Edition, **fields: Any) -> Any:
    """Return a person who operates the edition."""
    from everfair.accounts.models import RoleGrant  # noqa: PLC0415 -- only this helper needs accounts
    from tests.factories.accounts import PersonFactory  # noqa: PLC0415 -- its factories import these

    person = PersonFactory(**fields)
    RoleGrant.objects.create(person=person, role="operator", edition=edition)
    return person
