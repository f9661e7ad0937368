"""The front page: what is on, where to go, what it adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.analytics.public import headline_figures
from everfair.exhibition.public import latest_projects, zone_counts
from everfair.fairs.public import EditionState, current_edition, edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.clock import now
from everfair.kernel.pages import add_tags, public_page
from everfair.live.public import on_air_now
from everfair.programme.public import highlights
from everfair.site.dateline import dateline

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

PROJECTS = 6
SESSIONS = 4
STREAMS = 3


@permission("site.view_home", public=True)
@public_page("home", "catalogue", "programme", "streams", "figures", ttl=60)
def show_front(request: HttpRequest) -> HttpResponse:
    """Show the edition that visitors are led to at the bare address."""
    edition = current_edition()
    if edition is None:
        return render(request, "site/before.html")
    return home_of(request, edition)


@permission("site.view_home", public=True)
@public_page("home", "catalogue", "programme", "streams", "figures", ttl=60)
def show_home(request: HttpRequest, edition: str) -> HttpResponse:
    return home_of(request, edition_by_slug(edition))


def home_of(request: HttpRequest, edition: Edition) -> HttpResponse:
    moment = now()
    is_live = edition.state == EditionState.LIVE
    sessions = highlights(edition, SESSIONS, after=moment if is_live else None)
    context = {
        "edition": edition,
        "dateline": dateline(edition, moment),
        "on_air": on_air_now(edition, STREAMS),
        "figures": headline_figures(edition),
        "first_session": sessions[0] if sessions else None,
        "sessions": sessions[1:],
        "zones": zone_counts(edition),
        "projects": latest_projects(edition, PROJECTS),
    }
    return add_tags(render(request, "site/home.html", context), f"edition-{edition.slug}")
