"""The worker reads a spreadsheet: every row is kept with its mistakes, or the whole file is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.domain.firm_rows import FIRMS, Mistake, checked_rows, is_example
from everfair.accounts.domain.firm_words import firm_words
from everfair.accounts.domain.imports import STOPPED, lock_import, log_import, move_import, tell_progress
from everfair.accounts.enums import ImportState
from everfair.accounts.models import DelegationImport, ImportedRow
from everfair.kernel.tables import BadTable, EmptyTable, Row, Table, read_table
from everfair.kernel.uploads import open_upload

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE = 250

Checked = tuple[Row, list[Mistake]]


def read_import(source: DelegationImport) -> None:
    """Read a spreadsheet that waits for it; done again after a crash, it begins anew."""
    if source.state != ImportState.READING:
        return
    try:
        _read(source)
    except BadTable as problem:
        _refuse(source, problem.code, problem.words)
    except Exception:
        _refuse(source, STOPPED, {})
        raise


def _read(source: DelegationImport) -> None:
    table = _table(source)
    rows = list(checked_rows(table.rows, firm_words()))
    _begin(source, table)
    for first in range(0, len(rows), AT_ONCE):
        _keep(source, rows[first : first + AT_ONCE])
    with atomic():
        source = lock_import(source)
        move_import(source, ImportState.READY)
        mistaken = sum(bool(mistakes) for _, mistakes in rows)
        log_import("import.read", source, source.person, rows=len(rows), mistaken=mistaken)


def _table(source: DelegationImport) -> Table:
    with open_upload(source.upload) as file:
        table = read_table(file.read(), FIRMS)
    rows = tuple(row for row in table.rows if not is_example(row))
    if not rows:
        raise EmptyTable
    return Table(table.sheet, table.others, rows)


def _begin(source: DelegationImport, table: Table) -> None:
    with atomic():
        source.rows.all().delete()
        source.sheet, source.others = table.sheet[:100], list(table.others)
        move_import(source, ImportState.READING, total=len(table.rows))


def _keep(source: DelegationImport, rows: Sequence[Checked]) -> None:
    with atomic():
        ImportedRow.objects.bulk_create(
            ImportedRow(
                source=source,
                number=row.number,
                cells={key: cell.text for key, cell in row.cells.items()},
                mistakes=[mistake.kept() for mistake in mistakes],
            )
            for row, mistakes in rows
        )
        source.done += len(rows)
        source.save(update_fields=["done"])
        tell_progress(source)


def _refuse(source: DelegationImport, problem: str, words: dict[str, object]) -> None:
    with atomic():
        source = lock_import(source)
        source.problem, source.problem_words = problem, words
        source.rows.all().delete()
        move_import(source, ImportState.FAILED)
        log_import("import.refused", source, source.person, problem=problem)
