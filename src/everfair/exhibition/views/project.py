"""A published project."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.exhibition.queries.cards import project_url
from everfair.exhibition.queries.pages import project_page
from everfair.exhibition.views.addresses import moved
from everfair.exhibition.views.showing import project_context
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.addresses import public_id_of
from everfair.kernel.pages import add_tags, public_page


@permission("exhibition.view_project", public=True)
@public_page()
def show_project(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    here = edition_by_slug(edition)
    page = project_page(here, public_id_of(slug))
    if right := moved(request, project_url(here.slug, page.project)):
        return right
    response = render(request, "exhibition/project.html", project_context(request, here, page))
    tags = (f"project-{page.project.public_id}", f"exhibitor-{page.exhibitor.public_id}")
    return add_tags(response, f"edition-{here.slug}", *tags)
