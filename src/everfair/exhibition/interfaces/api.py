"""Exhibitors and projects over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router, Schema

from everfair.exhibition.enums import ProjectState, SupplyMode
from everfair.exhibition.models import Exhibitor, Project
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import mount_permission
from everfair.kernel.api import PageOut, TextOut, page_after
from everfair.kernel.errors import NotFound

router = Router(tags=["exhibition"])
for route in ("list_exhibitors", "get_exhibitor"):
    mount_permission(f"api:{route}", "exhibition.read_exhibitors", public=True)
for route in ("list_projects", "get_project"):
    mount_permission(f"api:{route}", "exhibition.read_projects", public=True)


class ExhibitorOut(Schema):
    """`country` is ISO 3166 alpha-2, null for international organisations; `sector` a W/120 code."""

    public_id: str
    name: TextOut
    country: str | None
    is_overseas: bool
    zone: str
    sector: str

    @staticmethod
    def resolve_name(exhibitor: Exhibitor) -> Any:
        return exhibitor.organisation.name

    @staticmethod
    def resolve_country(exhibitor: Exhibitor) -> str | None:
        return exhibitor.organisation.country

    @staticmethod
    def resolve_is_overseas(exhibitor: Exhibitor) -> bool:
        return bool(exhibitor.organisation.is_overseas)

    @staticmethod
    def resolve_zone(exhibitor: Exhibitor) -> str:
        return exhibitor.zone.slug

    @staticmethod
    def resolve_sector(exhibitor: Exhibitor) -> str:
        return exhibitor.sector.code


class ProjectOut(Schema):
    """`supply_mode` is the GATS mode, 1 to 4."""

    public_id: str
    title: TextOut
    summary: TextOut
    description: TextOut
    sector: str
    supply_mode: SupplyMode
    published_at: datetime
    exhibitor: ExhibitorOut
    offers: list[TextOut]

    @staticmethod
    def resolve_sector(project: Project) -> str:
        return project.sector.code

    @staticmethod
    def resolve_offers(project: Project) -> list[Any]:
        return [offer.text for offer in project.offers.all()]


@router.get("/{edition}/exhibitors", response=PageOut[ExhibitorOut], url_name="list_exhibitors", summary="Exhibitors")
def list_exhibitors(
    request: HttpRequest, edition: str, *, sector: str = "", zone: str = "", after: str = "", limit: int = 50
) -> dict[str, Any]:
    """Exhibitors of an edition, optionally of one sector (W/120 code) or zone (slug)."""
    del request
    items, following = page_after(_narrowed(_exhibitors(edition), sector=sector, zone=zone), after, limit)
    return {"items": items, "next": following}


@router.get(
    "/{edition}/exhibitors/{public_id}", response=ExhibitorOut, url_name="get_exhibitor", summary="One exhibitor"
)
def get_exhibitor(request: HttpRequest, edition: str, public_id: str) -> Exhibitor:
    """One exhibitor."""
    del request
    found = _exhibitors(edition).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


@router.get("/{edition}/projects", response=PageOut[ProjectOut], url_name="list_projects", summary="Projects")
def list_projects(
    request: HttpRequest, edition: str, *, sector: str = "", after: str = "", limit: int = 50
) -> dict[str, Any]:
    """Published projects of an edition, optionally of one sector (W/120 code)."""
    del request
    items, following = page_after(_narrowed(_projects(edition), sector=sector, zone=""), after, limit)
    return {"items": items, "next": following}


@router.get("/{edition}/projects/{public_id}", response=ProjectOut, url_name="get_project", summary="One project")
def get_project(request: HttpRequest, edition: str, public_id: str) -> Project:
    """One published project with its offers."""
    del request
    found = _projects(edition).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _exhibitors(edition: str) -> QuerySet[Exhibitor]:
    exhibitors = Exhibitor.objects.filter(edition=edition_by_slug(edition))
    return exhibitors.select_related("organisation", "zone", "sector")


def _projects(edition: str) -> QuerySet[Project]:
    published = Project.objects.filter(exhibitor__edition=edition_by_slug(edition), state=ProjectState.PUBLISHED)
    related = published.select_related("sector", "exhibitor__organisation", "exhibitor__zone", "exhibitor__sector")
    return related.prefetch_related("offers")


def _narrowed(rows: QuerySet[Any], *, sector: str, zone: str) -> QuerySet[Any]:
    if sector:
        rows = rows.filter(sector__code=sector)
    return rows.filter(zone__slug=zone) if zone else rows
