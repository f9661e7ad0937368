"""A booth that is open to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.exhibition.queries.pages import booth_page
from everfair.exhibition.views.addresses import moved
from everfair.exhibition.views.showing import booth_context
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.addresses import public_id_of
from everfair.kernel.pages import add_tags, public_page


@permission("exhibition.view_booth", public=True)
@public_page()
def show_booth(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    here = edition_by_slug(edition)
    page = booth_page(here, public_id_of(slug))
    if right := moved(request, page.url):
        return right
    response = render(request, "exhibition/booth.html", booth_context(request, here, page))
    return add_tags(response, f"edition-{here.slug}", f"exhibitor-{page.exhibitor.public_id}")
