"""Releases: reports, indices, rankings and first launches."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.pages import add_tags, public_page
from everfair.publishing.enums import ReleaseKind
from everfair.publishing.queries.releases import kind_counts, releases_of

PAGE_SIZE = 50


@permission("publishing.view_releases", public=True)
@require_safe
@public_page("releases")
def show_releases(request: HttpRequest, edition: str) -> HttpResponse:
    fair = edition_by_slug(edition)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ReleaseKind.values else ""
    context = {
        "edition": fair,
        "kind": kind,
        "kinds": kind_counts(fair),
        "page": Paginator(releases_of(fair, kind=kind), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return add_tags(render(request, "publishing/releases.html", context), f"edition-{edition}")
