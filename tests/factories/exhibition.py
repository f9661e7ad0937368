"""Exhibitors, booths and projects for tests; all of them can be found by search at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import factory
from factory.django import DjangoModelFactory

from everfair.exhibition.domain.indexing import index_exhibitors, index_projects
from everfair.exhibition.enums import BoothState, ProjectState, SupplyMode
from everfair.exhibition.models import Booth, Exhibitor, Offer, Project
from everfair.kernel.text import Text
from tests.factories.fairs import EditionFactory, ZoneFactory, sector

if TYPE_CHECKING:
    from typing import Any

OPENED = datetime(2020, 9, 5, 1, 0, tzinfo=UTC)


class ExhibitorFactory(DjangoModelFactory[Exhibitor]):
    class Meta:
        model = Exhibitor
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    organisation = factory.SubFactory("tests.factories.accounts.OrganisationFactory", state="approved")
    zone = factory.SubFactory(ZoneFactory, edition=factory.SelfAttribute("..edition"))
    sector = factory.LazyFunction(sector)

    @factory.post_generation
    def indexed(self: Exhibitor, create: bool, extracted: Any, **options: Any) -> None:  # noqa: FBT001 -- factory's signature
        del create, extracted, options
        index_exhibitors([self.pk])


class BoothFactory(DjangoModelFactory[Booth]):
    class Meta:
        model = Booth
        skip_postgeneration_save = True

    exhibitor = factory.SubFactory(ExhibitorFactory)
    state = BoothState.OPEN
    headline = Text({"zh-hans": "跨境结算，一站办妥", "en": "Cross-border settlement in one place"})
    welcome = Text({"zh-hans": "欢迎来到我们的展台。", "en": "Welcome to our booth."})
    opened_at = factory.LazyAttribute(lambda booth: OPENED if booth.state == BoothState.OPEN else None)

    @factory.post_generation
    def indexed(self: Booth, create: bool, extracted: Any, **options: Any) -> None:  # noqa: FBT001 -- factory's signature
        del create, extracted, options
        index_exhibitors([self.exhibitor_id])


class ProjectFactory(DjangoModelFactory[Project]):
    class Meta:
        model = Project
        skip_postgeneration_save = True

    exhibitor = factory.SubFactory(ExhibitorFactory)
    sector = factory.LazyAttribute(lambda project: project.exhibitor.sector)
    supply_mode = SupplyMode.CROSS_BORDER
    title = Text({"zh-hans": "跨境收付一体化", "en": "Cross-border payments in one flow"})
    summary = Text({"zh-hans": "小语种结算与税务申报。", "en": "Settlement and tax filing in small languages."})
    state = ProjectState.PUBLISHED
    published_at = factory.LazyAttribute(lambda project: OPENED if project.state == ProjectState.PUBLISHED else None)

    @factory.post_generation
    def offers(self: Project, create: bool, extracted: list[Text] | None, **options: Any) -> None:  # noqa: FBT001 -- factory's signature
        del create, options
        for position, text in enumerate(extracted or []):
            Offer.objects.create(project=self, position=position, text=text)
        index_projects([self.pk])
        index_exhibitors([self.exhibitor_id])
