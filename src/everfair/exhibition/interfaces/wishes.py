"""What a reader asks of a catalogue, read from the query string and written back into links."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.utils.http import urlencode

from everfair.exhibition.queries.catalogue import Catalogue, Wish
from everfair.exhibition.queries.matching import Words
from everfair.exhibition.search import LONGEST_QUERY

if TYPE_CHECKING:
    from django.http import QueryDict

    from everfair.exhibition.queries.catalogue import Facet


def read_wish(asked: QueryDict, catalogue: Catalogue, known: Mapping[str, Collection[str]]) -> Wish:
    """Return the wish; facet values and orders that do not exist are left out."""
    chosen = {facet.key: asked.get(facet.key, "") for facet in catalogue.facets}
    order = asked.get("sort", "")
    return Wish(
        words=Words.read(asked.get("q", "")[:LONGEST_QUERY]),
        chosen={key: value for key, value in chosen.items() if value and value in known[key]},
        order=order if order in catalogue.orders else "",
    )


def address(wish: Wish, **changes: str | None) -> str:
    """Return the query string of a wish with changes; None takes a part out; the page number never stays."""
    parts = {"q": wish.words.typed, **wish.chosen, "sort": wish.order, **changes}
    return "?" + urlencode({key: value for key, value in parts.items() if value})


def toggled(wish: Wish, facet: Facet, value: str) -> str:
    """Return where choosing a value leads: choosing it again lets go of it."""
    return address(wish, **{facet.key: None if wish.chosen.get(facet.key) == value else value})
