"""Figures over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Schema

from everfair.analytics.public import FigureResult, figure_results
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import mount_permission

router = Router(tags=["figures"])
mount_permission("api:list_figures", "analytics.read_figures", public=True)


class FigureOut(Schema):
    """`match` is null where published and computed cannot be compared (a demo-sized fair, no rows)."""

    id: str
    label: str
    words: str
    published: str | None
    computed: str | None
    now: str | None
    match: bool | None
    provenance: str
    source: str
    unit: str
    group: str


@router.get("/{edition}/figures", response=list[FigureOut], url_name="list_figures", summary="Figures")
def list_figures(request: HttpRequest, edition: str) -> list[FigureResult]:
    """Every figure of the fair: as published, as computed from rows at closing, and now."""
    del request
    return figure_results(edition_by_slug(edition))
