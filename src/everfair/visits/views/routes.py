"""The experience routes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.pages import add_tags, public_page
from everfair.visits.queries.routes import routes_of


@permission("visits.view_routes", public=True)
@public_page("routes")
def list_routes(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_by_slug(edition)
    context = {"edition": here, "routes": routes_of(here)}
    return add_tags(render(request, "visits/routes.html", context), f"edition-{here.slug}")
