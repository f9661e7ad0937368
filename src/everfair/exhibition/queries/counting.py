"""Counts of every value of every facet in one statement that reads the matching rows once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from psycopg import sql

if TYPE_CHECKING:
    from everfair.exhibition.queries.catalogue import Facet

TOTAL = ""
_EVERY = "every "


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
        """Return the values of an open-ended facet that the edition has at all."""
        return self.by_facet.get(f"{_EVERY}{key}", {})


@dataclass(frozen=True, slots=True)
class Part:
    """One SELECT over a table expression: rows of (label, value, number)."""

    label: str
    source: str
    facet: str = ""
    chosen: Mapping[str, str] | None = None

    def statement(self) -> sql.Composed:
        value = _column(self.facet) if self.facet else sql.Literal("")
        wanted = [sql.SQL("{} = {}").format(_column(key), sql.Placeholder()) for key in self.chosen or {}]
        return sql.SQL("SELECT {}, {}, count(*) FROM {} WHERE {} GROUP BY 2").format(
            sql.Literal(self.label),
            value,
            sql.Identifier(self.source),
            sql.SQL(" AND ").join([sql.SQL("true"), *wanted]),
        )


def count_facets(
    matched: QuerySet[Any], every: QuerySet[Any], *, facets: Sequence[Facet], chosen: Mapping[str, str]
) -> Counts:
    """Count each facet's values among `matched` as if one were chosen beside the other facets' `chosen` ones.

    Open-ended facets are counted among `every` row, too.
    """
    tables = {"found": _with_values(matched, facets), "every_row": _with_values(every, facets)}
    parts = [Part(TOTAL, "found", chosen=chosen)]
    for facet in facets:
        others = {key: value for key, value in chosen.items() if key != facet.key}
        parts.append(Part(facet.key, "found", facet.key, others))
        if facet.open_ended:
            parts.append(Part(f"{_EVERY}{facet.key}", "every_row", facet.key))
    used = {name: tables[name] for name in dict.fromkeys(part.source for part in parts)}
    return _read(used, parts)


def _read(tables: Mapping[str, tuple[str, tuple[Any, ...]]], parts: Sequence[Part]) -> Counts:
    expressions = [
        sql.SQL("{} AS MATERIALIZED ({})").format(sql.Identifier(name), sql.SQL(statement))
        for name, (statement, _) in tables.items()
    ]
    whole = sql.SQL("WITH {} {}").format(
        sql.SQL(", ").join(expressions), sql.SQL(" UNION ALL ").join(part.statement() for part in parts)
    )
    words = [value for _, given in tables.values() for value in given]
    values = [value for part in parts for value in (part.chosen or {}).values()]
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(whole, [*words, *values])
        for label, value, number in cursor.fetchall():
            counts[label][value] = number
    return Counts(counts)


def _with_values(rows: QuerySet[Any], facets: Sequence[Facet]) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL that lists the facet values of rows, as text."""
    values = {f"value_of_{facet.key}": Cast(facet.value, CharField()) for facet in facets}
    named = rows.order_by().annotate(**values).values_list(*values)
    written: tuple[str, tuple[Any, ...]] = named.query.sql_with_params()
    return written


def _column(key: str) -> sql.Identifier:
    return sql.Identifier(f"value_of_{key}")
