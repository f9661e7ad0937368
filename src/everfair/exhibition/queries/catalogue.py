"""The two catalogues: one page of results, and the counts of every facet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, Expression, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Lower

from everfair.exhibition.enums import BoothState
from everfair.exhibition.models import Booth, Exhibitor
from everfair.exhibition.queries.cards import published
from everfair.exhibition.queries.matching import Words, best_first, matching
from everfair.kernel.languages import LANGUAGES

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

NO_COUNTRY = "none"
TOTAL = ""


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
        """Count all values of all facets, each as if it were chosen beside the others; one query.

        Open-ended facets are counted over the whole edition, too, so that their values stay where they are.
        """
        matched = self._matching(edition, wish.words)
        parts = [_counted(self._narrowed(matched, wish.chosen), TOTAL, Value(""))]
        for facet in self.facets:
            others = {key: value for key, value in wish.chosen.items() if key != facet.key}
            parts.append(_counted(self._narrowed(matched, others), facet.key, facet.value))
            if facet.open_ended:
                parts.append(_counted(self.rows(edition), f"every {facet.key}", facet.value))
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        rows: Iterable[tuple[str, str, int]] = parts[0].union(*parts[1:], all=True)
        for key, value, number in rows:
            counts[key][value] = number
        return Counts(counts)

    def _matching(self, edition: Edition, words: Words) -> QuerySet[Any]:
        return matching(self.rows(edition), words)

    def _narrowed(self, rows: QuerySet[Any], chosen: Mapping[str, str]) -> QuerySet[Any]:
        for facet in self.facets:
            if facet.key in chosen:
                rows = rows.filter(facet.narrow(chosen[facet.key]))
        return rows


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows each value of each facet has."""

    by_facet: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> int:
        return self.by_facet.get(TOTAL, {}).get("", 0)

    def of(self, key: str, value: str) -> int:
        return self.by_facet.get(key, {}).get(value, 0)

    def present(self, key: str) -> Mapping[str, int]:
        return self.by_facet.get(f"every {key}", {})


def _counted(rows: QuerySet[Any], key: str, value: Expression | F) -> QuerySet[Any, Any]:
    named: QuerySet[Any, Any] = rows.order_by().annotate(facet=Value(key), facet_value=Cast(value, CharField()))
    counted: QuerySet[Any, Any] = named.values("facet", "facet_value").annotate(number=Count("pk"))
    return counted.values_list("facet", "facet_value", "number")


def _exhibitors(edition: Edition) -> QuerySet[Exhibitor]:
    return Exhibitor.objects.filter(edition=edition)


def _open_first(rows: QuerySet[Exhibitor], language: str) -> QuerySet[Exhibitor]:
    """Booths opened last come first; exhibitors whose booth is not open yet come last."""
    del language
    opened = Booth.objects.filter(exhibitor=OuterRef("pk"), state=BoothState.OPEN).order_by("opened_at")
    return rows.order_by(Subquery(opened.values("opened_at")[:1]).desc(nulls_last=True), "-pk")


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
