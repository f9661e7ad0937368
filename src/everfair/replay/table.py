"""Rows into tables by COPY, with row numbers reserved beforehand so that children can name their parents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models
from psycopg import sql

from everfair.kernel.progress import Progress

STEP = 2000


def reserve(model: type[models.Model], count: int) -> range:
    """Take `count` row numbers out of the table's sequence; nobody else will get them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])  # noqa: SLF001 -- Django's documented model API
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s::regclass)", [sequence])
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, first + max(count, 1) - 1])
    return range(first, first + count)


def copy_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, progress: Progress
) -> None:
    """COPY rows into the model's table; columns are database columns, progress moves by the row."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),  # noqa: SLF001 -- Django's documented model API
        sql.SQL(", ").join(map(sql.Identifier, columns)),
    )
    remaining = iter(rows)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        while batch := list(islice(remaining, STEP)):
            for row in batch:
                copy.write_row(row)
            progress.advance(len(batch))
