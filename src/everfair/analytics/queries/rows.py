"""The rows that a figure counts: newest first, a page at a time, equally fast at any depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.urls import reverse

from everfair.analytics.figures.measures import every
from everfair.analytics.queries.counting import parameters
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.analytics.figures.figure import Figure
    from everfair.analytics.figures.sources import Source
    from everfair.fairs.models import Edition

PAGE_SIZE = 50
LARGEST_TALLY = 300
MOMENT = "%Y%m%dT%H%M%S%f"
ALWAYS = "'epoch'::timestamptz"  # the moment of rows that have none; their keys alone put them in order


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one row, column by column; `url` leads to its own page, "" if it has none."""

    cells: tuple[str | Text, ...]
    url: str


@dataclass(frozen=True, slots=True)
class RowPage:
    """`after` is the cursor of the following page, empty on the last one."""

    rows: tuple[Row, ...]
    after: str


def rows_of(figure: Figure, edition: Edition, *, as_of: str, after: str = "") -> RowPage:
    """Return a page of the rows that count by "closing" or "now"; a cursor that is none begins anew. One query."""
    if figure.source is None:
        return RowPage((), "")
    beyond = _read_cursor(after)
    statement = _statement(figure, figure.source, as_of=as_of, is_first=not beyond)
    found = _fetch(statement, {**parameters(edition), **beyond})
    rows = tuple(_row(values, figure.source, edition) for values in found[:PAGE_SIZE])
    following = _write_cursor(found[PAGE_SIZE - 1]) if len(found) > PAGE_SIZE else ""
    return RowPage(rows, following)


def tally_of(figure: Figure, edition: Edition, *, as_of: str) -> list[tuple[str | Text, int]]:
    """Return what a distinct count tells apart, each with its number of rows, the largest first. One query."""
    if figure.source is None or figure.tally is None:
        return []
    lines = (
        f"SELECT {figure.tally.sql}, count(*)",
        "FROM " + "\n".join(figure.source.tables),
        "WHERE " + every(figure.source.where, figure.counted_rows(as_of)),
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {LARGEST_TALLY}",
    )
    zone = ZoneInfo(edition.zone_id)
    return [(figure.tally.read(value, zone), count) for value, count in _fetch("\n".join(lines), parameters(edition))]


def _statement(figure: Figure, source: Source, *, as_of: str, is_first: bool) -> str:
    moment = source.moment or ALWAYS
    own_page = source.page[1] if source.page else "''"
    columns = ", ".join((moment, source.key, own_page, *(column.sql for column in source.columns)))
    older = "" if is_first else f"({moment}, {source.key}) < (%(after)s, %(after_key)s)"
    lines = (
        f"SELECT {columns}",
        "FROM " + "\n".join(source.tables),
        "WHERE " + every(source.where, figure.counted_rows(as_of), older),
        f"ORDER BY {moment} DESC, {source.key} DESC LIMIT {PAGE_SIZE + 1}",
    )
    return "\n".join(lines)


def _fetch(statement: str, given: dict[str, Any]) -> list[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        found: list[Sequence[Any]] = cursor.fetchall()
    return found


def _row(values: Sequence[Any], source: Source, edition: Edition) -> Row:
    _, _, own_page, *cells = values
    zone = ZoneInfo(edition.zone_id)
    return Row(
        cells=tuple(column.read(value, zone) for column, value in zip(source.columns, cells, strict=True)),
        url=reverse(source.page[0], args=[edition.slug, own_page]) if source.page else "",
    )


def _write_cursor(values: Sequence[Any]) -> str:
    moment, key, *_ = values
    return f"{moment.astimezone(UTC):{MOMENT}}-{key}"


def _read_cursor(cursor: str) -> dict[str, Any]:
    moment, _, key = cursor.partition("-")
    try:
        return {"after": datetime.strptime(moment, MOMENT).replace(tzinfo=UTC), "after_key": key}
    except ValueError:
        return {}
