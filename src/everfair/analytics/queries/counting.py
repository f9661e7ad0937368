"""Counts figures from rows: one query per source, at closing and now in the same pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection

from everfair.analytics.economies import TOP_30_SERVICES_ECONOMIES
from everfair.analytics.enums import Unit
from everfair.analytics.figures.measures import Measure, count_of
from everfair.kernel.clock import now

if TYPE_CHECKING:
    from everfair.analytics.figures.figure import Figure
    from everfair.analytics.figures.sources import Source
    from everfair.fairs.models import Edition


@dataclass(frozen=True, slots=True)
class Counted:
    """What the rows say; `value` is None where there is nothing to divide by.

    Of an amount: how many rows disclosed none, and how many are in another currency; neither is added.
    """

    value: Decimal | None
    undisclosed: int = 0
    other_currencies: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure at the moment that the published figures speak of, and now."""

    closing: Counted
    now: Counted


def parameters(edition: Edition) -> dict[str, Any]:
    """Return the values that stand for the parameters of the figures' SQL."""
    moment = now()
    return {
        "edition": edition.pk,
        "zone": edition.zone_id,
        "top_30": list(TOP_30_SERVICES_ECONOMIES),
        "closing": edition.figures_as_of or moment,
        "now": moment,
    }


def count_figures(edition: Edition, figures: Iterable[Figure]) -> dict[str, Pair]:
    """Return the counts by figure id; figures without a source are left out."""
    by_source: dict[str, tuple[Source, list[Figure]]] = {}
    for figure in figures:
        if figure.source is not None:
            by_source.setdefault(figure.source.name, (figure.source, []))[1].append(figure)
    given = parameters(edition)
    counts: dict[str, Pair] = {}
    for source, together in by_source.values():
        answers = iter(_ask(source, together, given))
        counts |= {figure.id: Pair(_read(figure, answers), _read(figure, answers)) for figure in together}
    return counts


def _ask(source: Source, figures: list[Figure], given: dict[str, Any]) -> tuple[Any, ...]:
    expressions = [
        measure(figure.counted_rows(as_of))
        for figure in figures
        for as_of in ("closing", "now")
        for measure in _measures(figure)
    ]
    lines = ["SELECT " + ",\n  ".join(expressions), "FROM " + "\n".join(source.tables), f"WHERE {source.where}"]
    with connection.cursor() as cursor:
        cursor.execute("\n".join(lines), given)
        answers: tuple[Any, ...] = cursor.fetchone()
    return answers


def _measures(figure: Figure) -> Iterator[Measure]:
    yield figure.measure
    if figure.unit == Unit.MONEY:
        yield count_of("u.currency = ''")
        yield count_of(f"u.currency NOT IN ('', '{figure.currency}')")


def _read(figure: Figure, answers: Iterator[Any]) -> Counted:
    value, *asides = islice(answers, len(list(_measures(figure))))
    return Counted(None if value is None else Decimal(value), *asides)
