"""One figure: its definition, its source, and the rows it counts."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.analytics.figures.figure import Figure
from everfair.analytics.figures.registry import figure_by_id
from everfair.analytics.queries.readings import read_some
from everfair.analytics.queries.rows import rows_of, tally_of
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.clock import now
from everfair.kernel.pages import add_tags, public_page

_PARAMETER = re.compile(r"%\((\w+)\)s")


@permission("analytics.view_figure", public=True)
@public_page("figures", ttl=60)
def show_figure(request: HttpRequest, edition: str, figure: str) -> HttpResponse:
    wanted = figure_by_id(figure)
    here = edition_by_slug(edition)
    (reading,) = read_some(here, [wanted])
    as_of = "closing" if request.GET.get("as_of") == "closing" else "now"
    after = request.GET.get("after", "")
    context = {
        "edition": here,
        "counted_at": now(),
        "reading": reading,
        "figure": wanted,
        "as_of": as_of,
        "sql": readable(wanted),
        "page": rows_of(wanted, here, as_of=as_of, after=after),
        "is_first_page": not after,
        "tally": tally_of(wanted, here, as_of=as_of),
    }
    return add_tags(render(request, "analytics/figure.html", context), f"edition-{here.slug}")


def readable(figure: Figure) -> str:
    """Return the figure's query with its parameters as readers of SQL know them: `:edition`."""
    return _PARAMETER.sub(r":\1", figure.statement())
