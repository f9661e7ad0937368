"""The zones of the fair, and one zone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.exhibition.highlight import Marker
from everfair.exhibition.queries.cards import card_of, published, with_card, zone_counts
from everfair.exhibition.queries.catalogue import EXHIBITORS, Wish
from everfair.exhibition.queries.pages import sector_counts
from everfair.exhibition.queries.results import Reader, exhibitor_results
from everfair.exhibition.views.language import language_of
from everfair.fairs.public import ZoneKind, edition_by_slug, sectors, zone_by_slug
from everfair.kernel.access import permission
from everfair.kernel.pages import add_tags, public_page

FEW_EXHIBITORS = 8
FEW_PROJECTS = 6


@permission("exhibition.view_zones", public=True)
@public_page("catalogue")
def list_zones(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_by_slug(edition)
    zones = zone_counts(here)
    whole = next((zone for zone in zones if zone.kind == ZoneKind.COMPREHENSIVE), None)
    context = {
        "edition": here,
        "kinds": [(kind, [zone for zone in zones if zone.kind == kind]) for kind in ZoneKind],
        "exhibitors": sum(zone.exhibitors for zone in zones),
        "comprehensive": sector_counts(here, whole.slug, sectors()) if whole else [],
    }
    return add_tags(render(request, "exhibition/zones.html", context), f"edition-{here.slug}")


@permission("exhibition.view_zones", public=True)
@public_page("catalogue")
def show_zone(request: HttpRequest, edition: str, zone: str) -> HttpResponse:
    here = edition_by_slug(edition)
    found = zone_by_slug(here, zone)
    language = language_of(request)
    exhibitors = EXHIBITORS.found(here, Wish(chosen={"zone": found.slug}), language)[:FEW_EXHIBITORS]
    projects = published(here).filter(exhibitor__zone=found).order_by("-published_at", "-pk")[:FEW_PROJECTS]
    spread = sector_counts(here, found.slug, sectors())
    context = {
        "edition": here,
        "zone": found,
        "is_comprehensive": found.kind == ZoneKind.COMPREHENSIVE,
        "spread": spread,
        "total": sum(sector.exhibitors for sector in spread),
        "results": exhibitor_results(exhibitors, Reader(here, language, Marker())),
        "projects": [card_of(project) for project in with_card(projects)],
    }
    return add_tags(render(request, "exhibition/zone.html", context), f"edition-{here.slug}")
