"""Write spreadsheets: whatever stands in a cell stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlsxwriter

CellOut = str | int | Decimal | None

_STAYS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NARROWEST, _WIDEST = 10, 44
_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet; `marked` are cells (row, column; 0-based without the heading) to be seen at once.

    A page without headings holds notes for people.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[CellOut]]
    marked: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def write_xlsx(pages: Sequence[Page]) -> bytes:
    """Return a workbook of the pages, with headings that stay in sight and columns as wide as what is in them."""
    import xlsxwriter  # noqa: PLC0415 -- takes long and is rarely used

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _STAYS_TEXT) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        marked = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#FFD9D2"})
        for page in pages:
            sheet = book.add_worksheet(page.name)
            first = 1 if page.headings else 0
            for place, width in enumerate(_widths(page)):
                sheet.set_column(place, place, width, plain)
            sheet.write_row(0, 0, page.headings, heading)
            sheet.freeze_panes(first, 0)
            for number, row in enumerate(page.rows):
                for place, value in enumerate(row):
                    style = marked if (number, place) in page.marked else plain
                    _write(sheet, (number + first, place), value, style=style)
    return buffer.getvalue()


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[CellOut]]) -> bytes:
    """Return CSV in UTF-8 with the mark that spreadsheet programs look for; texts that they would run are guarded."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([guard(heading) for heading in headings])
    writer.writerows([guard(value) if isinstance(value, str) else value for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet program would run."""
    return f"'{text}" if text.startswith(_RUNS) else text


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    value: CellOut,
    *,
    style: xlsxwriter.format.Format,
) -> None:
    if value is None:
        sheet.write_blank(*place, None, style)
    elif isinstance(value, str):
        sheet.write_string(*place, value, style)
    else:
        sheet.write_number(*place, value)


def _widths(page: Page) -> list[int]:
    """Chinese characters are two wide."""
    columns: dict[int, int] = {}
    for row in (page.headings, *page.rows):
        for place, value in enumerate(row):
            wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in str(value or ""))  # noqa: PLR2004 -- CJK begins there
            columns[place] = max(columns.get(place, _NARROWEST), min(wide + 2, _WIDEST))
    return [columns[place] for place in sorted(columns)]
