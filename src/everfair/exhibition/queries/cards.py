"""Projects, booths and zones as other apps and lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse

from everfair.exhibition.enums import BoothState, ProjectState, SupplyMode
from everfair.exhibition.models import Booth, Exhibitor, Project
from everfair.fairs.public import zones_of
from everfair.kernel.addresses import slug_of
from everfair.kernel.errors import NotFound
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.fairs.models import Edition

# What rows are found by is long, and nobody reads it.
HEAVY = ("search", "search_names", "exhibitor__search", "exhibitor__search_names")


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """What anybody may know of a project; `organisation_id` is the exhibitor's organisation (row id)."""

    id: int
    public_id: str
    title: Text
    summary: Text
    state: str
    organisation_id: int
    organisation_public_id: str
    organisation_name: Text
    country: str | None
    edition_id: int
    edition_slug: str
    sector_code: str
    sector_name: Text
    supply_mode: int
    published_at: datetime | None
    url: str

    @property
    def supply_mode_label(self) -> str:
        return str(SupplyMode(self.supply_mode).label)


@dataclass(frozen=True, slots=True)
class ZoneCount:
    """A zone and how many exhibitors stand in it; `sector_code` gives its colour."""

    slug: str
    kind: str
    name: Text
    sector_code: str | None
    exhibitors: int
    url: str


def project_for_negotiation(public_id: str) -> ProjectCard:
    """Return the card of a published project; `NotFound` for any other. One query."""
    project = with_card(Project.objects.filter(state=ProjectState.PUBLISHED, public_id=public_id)).first()
    if project is None:
        raise NotFound
    return card_of(project)


def project_cards(ids: Iterable[int]) -> dict[int, ProjectCard]:
    """Return cards by row id, whatever their state; one query however many."""
    return {project.pk: card_of(project) for project in with_card(Project.objects.filter(pk__in=set(ids)))}


def latest_projects(edition: Edition, limit: int) -> list[ProjectCard]:
    """Return the projects published last; one query."""
    newest = published(edition).order_by("-published_at", "-pk")[:limit]
    return [card_of(project) for project in with_card(newest)]


def zone_counts(edition: Edition) -> list[ZoneCount]:
    """Return the zones in the operators' order with their exhibitors counted; two queries."""
    counted = dict(
        Exhibitor.objects.filter(edition=edition).order_by().values_list("zone_id").annotate(exhibitors=Count("pk"))
    )
    return [
        ZoneCount(
            slug=zone.slug,
            kind=zone.kind,
            name=zone.name,
            sector_code=zone.sector.code if zone.sector else None,
            exhibitors=counted.get(zone.pk, 0),
            url=reverse("exhibition:zone-view", args=[edition.slug, zone.slug]),
        )
        for zone in zones_of(edition)
    ]


def published(edition: Edition) -> QuerySet[Project]:
    return Project.objects.filter(exhibitor__edition=edition, state=ProjectState.PUBLISHED)


def with_card(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Bring along what `card_of` reads."""
    related = projects.select_related("sector", "exhibitor__organisation", "exhibitor__edition")
    return related.defer("description", *HEAVY)


def card_of(project: Project) -> ProjectCard:
    exhibitor = project.exhibitor
    organisation = exhibitor.organisation
    return ProjectCard(
        id=project.pk,
        public_id=project.public_id,
        title=project.title,
        summary=project.summary,
        state=project.state,
        organisation_id=organisation.pk,
        organisation_public_id=organisation.public_id,
        organisation_name=organisation.name,
        country=organisation.country,
        edition_id=exhibitor.edition_id,
        edition_slug=exhibitor.edition.slug,
        sector_code=project.sector.code,
        sector_name=project.sector.name,
        supply_mode=project.supply_mode,
        published_at=project.published_at,
        url=project_url(exhibitor.edition.slug, project),
    )


def project_url(edition_slug: str, project: Project) -> str:
    return reverse("exhibition:project-view", args=[edition_slug, slug_of(project.title, project.public_id)])


def booth_url(edition_slug: str, name: Text, booth: Booth) -> str:
    """Return the address of a booth: it carries the name of the organisation."""
    return reverse("exhibition:booth-view", args=[edition_slug, slug_of(name, booth.public_id)])


def open_booths() -> QuerySet[Booth]:
    """Return open booths, of each exhibitor the first one first."""
    return Booth.objects.filter(state=BoothState.OPEN).order_by("opened_at", "pk")


def open_booths_of(organisation_id: int, edition: Edition) -> QuerySet[Booth]:
    """Return the open booths of one organisation (row id) in an edition."""
    return open_booths().filter(exhibitor__organisation=organisation_id, exhibitor__edition=edition)


def open_booth_by_id(edition: Edition, public_id: str) -> Booth:
    """Return an open booth with its exhibitor, in one query; `NotFound` else."""
    booths = open_booths().select_related("exhibitor__edition", "exhibitor__organisation")
    booth = booths.filter(exhibitor__edition=edition, public_id=public_id).first()
    if booth is None:
        raise NotFound
    return booth
