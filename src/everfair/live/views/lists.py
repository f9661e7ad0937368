"""The list of an edition's streams: on air now, next, and recordings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.pages import add_tags, public_page
from everfair.live.queries.lists import OWNERS, Wish, coming, on_air, recordings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

PER_PAGE = 24
LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of the filter."""

    label: str
    address: str
    is_chosen: bool


@permission("live.list_streams", public=True)
@require_safe
@public_page("streams", ttl=60)
def list_streams(request: HttpRequest, edition: str) -> HttpResponse:
    """Show what can be watched; the first page begins with what is on air."""
    here = edition_by_slug(edition)
    wish = read_wish(request.GET)
    page = Paginator(recordings(here, wish), PER_PAGE).get_page(request.GET.get("page"))
    is_first = page.number == 1
    context = {
        "edition": here,
        "wish": wish,
        "choices": _choices(wish),
        "on_air": list(on_air(here, wish)) if is_first else [],
        "coming": list(coming(here, wish)) if is_first else [],
        "page": page,
        "is_first": is_first,
    }
    return add_tags(render(request, "live/list.html", context), f"edition-{here.slug}")


def read_wish(query: QueryDict) -> Wish:
    """Read `of` and `q`; what is not understood is left out rather than refused."""
    of = query.get("of", "")
    words = query.get("q", "").replace("\x00", "")[:LONGEST_WORDS].strip()
    return Wish(of if of in OWNERS else "", words)


def _choices(wish: Wish) -> list[Choice]:
    labels = {
        "": _("All streams"),
        "sessions": _("Forums and events"),
        "booths": _("Booth shows"),
        "fair": _("The fair's own"),
    }
    return [Choice(label, _address(of, wish.words), wish.of == of) for of, label in labels.items()]


def _address(of: str, words: str) -> str:
    return "?" + urlencode({name: value for name, value in (("of", of), ("q", words)) if value})
