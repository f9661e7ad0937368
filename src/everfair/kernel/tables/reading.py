"""Read a spreadsheet that a person sent."""

from __future__ import annotations

from collections.abc import Iterator

from everfair.kernel.tables.cells import fitted
from everfair.kernel.tables.delimited import read_delimited
from everfair.kernel.tables.errors import EmptyTable, LockedWorkbook, NotATable, OldWorkbook, TooManyRows
from everfair.kernel.tables.headings import Headings, ensure_needed
from everfair.kernel.tables.shapes import Cell, Limits, Line, Row, Table, TableForm
from everfair.kernel.tables.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
# The stream in which Office keeps a workbook that has a password, as compound files write names.
_PASSWORDED = "EncryptedPackage".encode("utf-16-le")
_OTHER_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"<!DOCTYPE", b"<html", b"{\\rtf")


def read_table(content: bytes, form: TableForm, limits: Limits | None = None) -> Table:
    """Return the rows under the headings that `form` knows; a `BadTable` says what is wrong with the whole file.

    Empty rows and columns with other headings are left out; hidden sheets are never read.
    """
    limits = limits or Limits()
    refuse_other_files(content)
    if content.startswith(_ZIP):
        (sheet, lines, headings), others = read_workbook(content, form, limits)
    else:
        lines, headings = read_delimited(content, form, limits)
        sheet, others = "", ()
    ensure_needed(headings, form)
    rows = tuple(_rows(lines, headings, form))
    if not rows:
        raise EmptyTable
    if len(rows) > limits.rows:
        raise TooManyRows(limit=limits.rows)
    return Table(sheet, others, rows)


def refuse_other_files(content: bytes) -> None:
    """Raise what can be said by looking at the first bytes alone, before anything is unpacked."""
    if not content.strip():
        raise EmptyTable
    if content.startswith(_COMPOUND):
        raise LockedWorkbook if _PASSWORDED in content else OldWorkbook
    if content.lstrip()[:16].startswith(_OTHER_FILES):
        raise NotATable


def _rows(lines: list[Line], headings: Headings, form: TableForm) -> Iterator[Row]:
    columns = [column for column in form.columns if column.key in headings.places]
    for line in lines:
        if line.number <= headings.row:
            continue
        cells = {column.key: fitted(_at(line, headings.places[column.key]), column) for column in columns}
        if any(cell.text for cell in cells.values()):
            yield Row(line.number, cells)


def _at(line: Line, place: int) -> Cell:
    return line.cells[place] if place < len(line.cells) else Cell("")
