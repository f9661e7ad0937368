"""One search over everything that an edition shows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.exhibition.public import search_exhibition
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.pages import add_tags, public_page
from everfair.programme.public import search_programme

LONGEST = 200
PER_KIND = 12


@permission("site.search", public=True)
@public_page("catalogue", "programme", ttl=60)
def show_search(request: HttpRequest, edition: str) -> HttpResponse:
    fair = edition_by_slug(edition)
    words = request.GET.get("q", "").strip()[:LONGEST]
    language = getattr(request, "LANGUAGE_CODE", DEFAULT_LANGUAGE)
    hits = search_exhibition(fair, words, language, limit=PER_KIND) if words else []
    context = {
        "edition": fair,
        "words": words,
        "projects": [hit for hit in hits if hit.kind == "project"],
        "exhibitors": [hit for hit in hits if hit.kind == "exhibitor"],
        "sessions": search_programme(fair, words, PER_KIND) if words else [],
    }
    return add_tags(render(request, "site/search.html", context), f"edition-{fair.slug}")
