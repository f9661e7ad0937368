"""The fair in figures."""

from __future__ import annotations

from dataclasses import dataclass

from babel.dates import get_timezone_name
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from everfair.analytics.chart import draw
from everfair.analytics.enums import Group, Provenance
from everfair.analytics.funnel import REPLY, funnel
from everfair.analytics.queries.hours import hours_of
from everfair.analytics.queries.readings import Reading, read_figures
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.clock import now
from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale
from everfair.kernel.pages import add_tags, public_page


@dataclass(frozen=True, slots=True)
class Chapter:
    """One group of figures: the few that lead, and the others."""

    group: Group
    leading: list[Reading]
    others: list[Reading]


@permission("analytics.view_figures", public=True)
@public_page("figures", ttl=60)
def show_figures(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_by_slug(edition)
    readings = read_figures(here)
    by_id = {reading.figure.id: reading for reading in readings}
    printed = [reading for reading in readings if reading.provenance == Provenance.PUBLISHED]
    steps = funnel(by_id)
    drawn = {REPLY, *(step.reading.figure.id for step in steps)} if steps else set()
    context = {
        "edition": here,
        "counted_at": now(),
        "chapters": [_chapter(group, readings, drawn) for group in Group],
        "matched": sum(reading.match is True for reading in printed),
        "compared": sum(reading.match is not None for reading in printed),
        "is_sample": any(reading.is_sample for reading in readings),
        "funnel": steps,
        "reply": by_id[REPLY],
        "chart": draw(hours_of(here)),
        "clock": get_timezone_name(here.zone_id, locale=babel_locale(get_language() or DEFAULT_LANGUAGE)),
    }
    return add_tags(render(request, "analytics/figures.html", context), f"edition-{here.slug}")


def _chapter(group: Group, readings: list[Reading], drawn: set[str]) -> Chapter:
    """Return a group; what the drawing of the funnel says already stands only there, unless it leads."""
    mine = [reading for reading in readings if reading.figure.group == group]
    return Chapter(
        group,
        [reading for reading in mine if reading.figure.leading],
        [reading for reading in mine if not reading.figure.leading and reading.figure.id not in drawn],
    )
