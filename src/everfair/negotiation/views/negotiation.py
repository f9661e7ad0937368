"""One negotiation: the page, and the stretches of its history that are fetched later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everfair.negotiation.queries.history import lines_after, newest_lines
from everfair.negotiation.views.entry import back_to, page
from everfair.negotiation.views.sheet import show_sheet

if TYPE_CHECKING:
    from everfair.negotiation.queries.parties import Party


@page("negotiation.view_negotiation")
def show(request: HttpRequest, party: Party) -> HttpResponse:
    return show_sheet(request, party)


@page("negotiation.view_negotiation")
def lines(request: HttpRequest, party: Party) -> HttpResponse:
    """Return a part of the history for htmx: `?before=` an older stretch, `?after=` what is new."""
    if not request.headers.get("HX-Request"):
        return back_to(party)
    if before := request.GET.get("before"):
        stretch = newest_lines(party.negotiation, before=before)
        return render(request, "negotiation/partials/stretch.html", {"stretch": stretch, **words_of(party)})
    return new_lines(request, party, after=request.GET.get("after", ""))


def new_lines(request: HttpRequest, party: Party, *, after: str, answered: bool = False) -> HttpResponse:
    """Return what came after the last line that the page shows; 204 for nothing.

    `answered` takes the question about the border off the page.
    """
    found = lines_after(party.negotiation, after)
    if not found:
        return HttpResponse(status=204)
    return render(
        request, "negotiation/partials/new_lines.html", {"lines": found, "answered": answered, **words_of(party)}
    )


def words_of(party: Party) -> dict[str, object]:
    return {"party": party, "negotiation": party.negotiation, "viewer_zone": party.member.person.time_zone}
