"""The catalogues of exhibitors and of projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from everfair.accounts.public import countries
from everfair.exhibition.interfaces.facets import Choices, groups
from everfair.exhibition.interfaces.wishes import address, read_wish
from everfair.exhibition.queries.catalogue import EXHIBITORS, NO_COUNTRY, PROJECTS, Catalogue, Wish
from everfair.exhibition.queries.matching import did_you_mean, nearly_matching
from everfair.exhibition.queries.results import Reader, Result, exhibitor_results, project_results
from everfair.exhibition.search import LONGEST_QUERY
from everfair.exhibition.views.language import language_of
from everfair.fairs.public import edition_by_slug, sectors, zones_of
from everfair.kernel.access import permission
from everfair.kernel.pages import add_tags, public_page

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.fairs.models import Edition

PER_PAGE = 24
FEW = 6


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort, in words."""

    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Instead:
    """What a page without results offers: results without the filters, other words, or something near."""

    without_filters: int = 0
    suggestion: str = ""
    suggestion_address: str = ""
    near: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the two catalogues with what its page needs."""

    catalogue: Catalogue
    template: str
    results: Callable[[QuerySet[Any], Reader], list[Result]]


EXHIBITOR_SHELF = Shelf(EXHIBITORS, "exhibition/exhibitors.html", exhibitor_results)
PROJECT_SHELF = Shelf(PROJECTS, "exhibition/projects.html", project_results)


@permission("exhibition.view_exhibitors", public=True)
@public_page("catalogue")
def list_exhibitors(request: HttpRequest, edition: str) -> HttpResponse:
    return _show(request, edition_by_slug(edition), EXHIBITOR_SHELF)


@permission("exhibition.view_projects", public=True)
@public_page("catalogue")
def list_projects(request: HttpRequest, edition: str) -> HttpResponse:
    return _show(request, edition_by_slug(edition), PROJECT_SHELF)


def _show(request: HttpRequest, edition: Edition, shelf: Shelf) -> HttpResponse:
    choices = Choices(list(zones_of(edition)), list(sectors()))
    wish = read_wish(request.GET, shelf.catalogue, _known(shelf.catalogue, choices))
    language = language_of(request)
    counts = shelf.catalogue.counts(edition, wish)
    reader = Reader(edition, language, wish.words.marker())
    found = shelf.catalogue.found(edition, wish, language)
    pages = Paginator(found, PER_PAGE)
    pages.count = counts.total  # already counted beside the facets
    page = pages.get_page(request.GET.get("page"))
    facets = groups(shelf.catalogue, choices, wish=wish, counts=counts, language=language)
    context = {
        "edition": edition,
        "wish": wish,
        "total": counts.total,
        "page": page,
        "results": shelf.results(
            found[page.start_index() - 1 : page.end_index()] if counts.total else found.none(), reader
        ),
        "facets": facets,
        "chosen": [group for group in facets if group.chosen],
        "orders": _orders(wish, shelf.catalogue),
        "clear": address(wish, **dict.fromkeys(wish.chosen)),
        "was_cut": len(request.GET.get("q", "")) > LONGEST_QUERY,
        "longest": LONGEST_QUERY,
        "instead": None if counts.total else _instead(reader, wish, shelf),
    }
    return add_tags(render(request, shelf.template, context), f"edition-{edition.slug}")


def _known(catalogue: Catalogue, choices: Choices) -> dict[str, set[str]]:
    every_country = {NO_COUNTRY, *(code for code, _name in countries("en"))}
    return {
        facet.key: every_country if facet.open_ended else {choice.value for choice in choices.known(facet.key)}
        for facet in catalogue.facets
    }


def _orders(wish: Wish, catalogue: Catalogue) -> list[Order]:
    labels = {"newest": _("Newest first"), "name": _("By name")}
    usual = [Order(_("Best match first"), address(wish, sort=None), not wish.order)] if wish.words else []
    first = "" if wish.words else next(iter(catalogue.orders))
    return [
        *usual,
        *(
            Order(labels[key], address(wish, sort=None if key == first else key), (wish.order or first) == key)
            for key in catalogue.orders
        ),
    ]


def _instead(reader: Reader, wish: Wish, shelf: Shelf) -> Instead:
    """Nothing found: say what would be found otherwise; at most a handful of queries more."""
    rows = shelf.catalogue.rows(reader.edition)
    if wish.chosen:
        without = shelf.catalogue.counts(reader.edition, Wish(wish.words)).total
        if without:
            return Instead(without_filters=without)
    if not wish.words:
        return Instead()
    suggestion = did_you_mean(rows, wish.words) or ""
    return Instead(
        suggestion=suggestion,
        suggestion_address=address(wish, q=suggestion),
        near=tuple(shelf.results(nearly_matching(rows, wish.words)[:FEW], reader)),
    )
