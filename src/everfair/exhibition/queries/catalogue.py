"""The two catalogues: one page of results, and the counts of every facet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Expression, F, Func, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Lower

from everfair.exhibition.models import Exhibitor
from everfair.exhibition.queries.cards import published
from everfair.exhibition.queries.counting import Counts, count_facets
from everfair.exhibition.queries.matching import Words, best_first, matching
from everfair.kernel.languages import LANGUAGES

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

NO_COUNTRY = "none"


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list: `value` is what is counted, as text; `narrow` finds the rows of one value.

    The values of an `open_ended` facet are those that the edition has; others are known beforehand.
    """

    key: str
    value: Expression | F
    narrow: Callable[[str], Q]
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see: words, one value per facet at most, an order."""

    words: Words = field(default_factory=Words)
    chosen: Mapping[str, str] = field(default_factory=dict)
    order: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A list that can be narrowed and put in order; `orders` names the ways, the first is the usual one."""

    rows: Callable[[Edition], QuerySet[Any]]
    facets: tuple[Facet, ...]
    orders: Mapping[str, Callable[[QuerySet[Any], str], QuerySet[Any]]]

    def found(self, edition: Edition, wish: Wish, language: str) -> QuerySet[Any]:
        """Return what the reader wants to see, in order."""
        rows = self._narrowed(self._matching(edition, wish.words), wish.chosen)
        if wish.words and not wish.order:
            return best_first(rows, wish.words)
        usual = next(iter(self.orders))
        return self.orders[wish.order or usual](rows, language)

    def counts(self, edition: Edition, wish: Wish) -> Counts:
        """Count all values of all facets, each as if it were chosen beside the others; one query."""
        matched = self._matching(edition, wish.words)
        return count_facets(matched, self.rows(edition), facets=self.facets, chosen=wish.chosen)

    def _matching(self, edition: Edition, words: Words) -> QuerySet[Any]:
        return matching(self.rows(edition), words)

    def _narrowed(self, rows: QuerySet[Any], chosen: Mapping[str, str]) -> QuerySet[Any]:
        for facet in self.facets:
            if facet.key in chosen:
                rows = rows.filter(facet.narrow(chosen[facet.key]))
        return rows


def _exhibitors(edition: Edition) -> QuerySet[Exhibitor]:
    return Exhibitor.objects.filter(edition=edition)


def _open_first(rows: QuerySet[Exhibitor], language: str) -> QuerySet[Exhibitor]:
    """Booths opened last come first; exhibitors whose booth is not open yet come last."""
    del language
    return rows.order_by(F("opened_at").desc(nulls_last=True), "-pk")


def _newest(rows: QuerySet[Any], language: str) -> QuerySet[Any]:
    del language
    return rows.order_by("-published_at", "-pk")


def _by_name(column: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """Order as readers look names up; GB 18030 keeps the common characters in the order of their pinyin."""

    def ordered(rows: QuerySet[Any], language: str) -> QuerySet[Any]:
        name = Coalesce(*(KeyTextTransform(tag, F(column)) for tag in (language, *LANGUAGES)))
        return rows.order_by(Func(Lower(name), Value("GB18030"), function="convert_to"), "pk")

    return ordered


_OVERSEAS = Case(When(organisation__is_overseas=True, then=Value("1")), default=Value("0"))
_COUNTRY = Coalesce("organisation__country", Value(NO_COUNTRY))

EXHIBITORS = Catalogue(
    rows=_exhibitors,
    facets=(
        Facet("zone", F("zone__slug"), lambda value: Q(zone__slug=value)),
        Facet("sector", F("sector__code"), lambda value: Q(sector__code=value)),
        Facet("overseas", _OVERSEAS, lambda value: Q(organisation__is_overseas=value == "1")),
        Facet(
            "country",
            _COUNTRY,
            lambda value: Q(organisation__country=None) if value == NO_COUNTRY else Q(organisation__country=value),
            open_ended=True,
        ),
    ),
    orders={"newest": _open_first, "name": _by_name("organisation__name")},
)

PROJECTS = Catalogue(
    rows=published,
    facets=(
        Facet("sector", F("sector__code"), lambda value: Q(sector__code=value)),
        Facet("mode", F("supply_mode"), lambda value: Q(supply_mode=int(value))),
        Facet("zone", F("exhibitor__zone__slug"), lambda value: Q(exhibitor__zone__slug=value)),
    ),
    orders={"newest": _newest, "name": _by_name("title")},
)
