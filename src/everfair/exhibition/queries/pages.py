"""What the public pages of a booth, a project and a zone show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch

from everfair.exhibition.enums import BoothState, ProjectState
from everfair.exhibition.errors import ProjectWithdrawn
from everfair.exhibition.models import Booth, Exhibitor, Project
from everfair.exhibition.queries.cards import HEAVY, ProjectCard, booth_url, card_of, open_booths, published, with_card
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import Organisation
    from everfair.fairs.models import Edition, Sector

OTHERS = 3


@dataclass(frozen=True, slots=True)
class BoothPage:
    """A booth with everything on it; `url` is where it stands once it is open."""

    booth: Booth
    exhibitor: Exhibitor
    projects: list[ProjectCard]
    url: str

    @property
    def organisation(self) -> Organisation:
        return self.exhibitor.organisation


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A project with its offers, the booth of its exhibitor (None while that is not open), and the others beside it."""

    project: Project
    booth: Booth | None
    booth_url: str
    others: list[ProjectCard]

    @property
    def exhibitor(self) -> Exhibitor:
        return self.project.exhibitor

    @property
    def organisation(self) -> Organisation:
        return self.project.exhibitor.organisation


@dataclass(frozen=True, slots=True)
class SectorCount:
    """A sector within a zone."""

    sector: Sector
    exhibitors: int


def booth_page(edition: Edition, public_id: str) -> BoothPage:
    """Return an open booth; `NotFound` for one in preparation, too. Three queries."""
    booth = _booths(edition).filter(public_id=public_id, state=BoothState.OPEN).first()
    if booth is None:
        raise NotFound
    return booth_page_of(edition, booth)


def booth_page_of(edition: Edition, booth: Booth) -> BoothPage:
    """Return the page of a booth in any state; its exhibitor looks at it before it opens. One query more."""
    exhibitor = booth.exhibitor
    mine = with_card(published(edition).filter(exhibitor=exhibitor)).order_by("-published_at", "-pk")
    return BoothPage(
        booth=booth,
        exhibitor=exhibitor,
        projects=[card_of(project) for project in mine],
        url=booth_url(edition.slug, exhibitor.organisation.name, booth),
    )


def project_page(edition: Edition, public_id: str) -> ProjectPage:
    """Return a published project; `ProjectWithdrawn` if it was one, `NotFound` for drafts. Four queries."""
    project = _projects(edition).filter(public_id=public_id).exclude(state=ProjectState.DRAFT).first()
    if project is None:
        raise NotFound
    if project.state == ProjectState.WITHDRAWN:
        raise ProjectWithdrawn
    return project_page_of(edition, project)


def project_page_of(edition: Edition, project: Project) -> ProjectPage:
    """Return the page of a project in any state; its exhibitor looks at it before it is published."""
    exhibitor = project.exhibitor
    booth = next(iter(exhibitor.booths.all()), None)
    others = published(edition).filter(exhibitor=exhibitor).exclude(pk=project.pk).order_by("-published_at", "-pk")
    return ProjectPage(
        project=project,
        booth=booth,
        booth_url=booth_url(edition.slug, exhibitor.organisation.name, booth) if booth else "",
        others=[card_of(other) for other in with_card(others)[:OTHERS]],
    )


def sector_counts(edition: Edition, zone: str, every_sector: Iterable[Sector]) -> list[SectorCount]:
    """Return how a zone (slug) spreads over the sectors, also over those where nobody stands yet; one query."""
    exhibitors = Exhibitor.objects.filter(edition=edition, zone__slug=zone).order_by()
    counted = dict(exhibitors.values_list("sector_id").annotate(exhibitors=Count("pk")))
    return [SectorCount(sector, counted.get(sector.pk, 0)) for sector in every_sector]


def _booths(edition: Edition) -> QuerySet[Booth]:
    rows = Booth.objects.filter(exhibitor__edition=edition)
    return rows.select_related("exhibitor__organisation", "exhibitor__zone", "exhibitor__sector").defer(
        "exhibitor__search", "exhibitor__search_names"
    )


def _projects(edition: Edition) -> QuerySet[Project]:
    rows = Project.objects.filter(exhibitor__edition=edition)
    return (
        rows.select_related("sector", "exhibitor__organisation", "exhibitor__zone")
        .prefetch_related("offers", Prefetch("exhibitor__booths", open_booths()))
        .defer(*HEAVY)
    )
