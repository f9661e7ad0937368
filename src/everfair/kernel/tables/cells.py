"""From whatever a cell holds to text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from everfair.kernel.tables.shapes import Cell, Column, Fault
from everfair.kernel.text import is_readable

KEPT_OF_LONG = 1000
# A spreadsheet keeps 15 digits of a number; the rest of a longer one is gone.
_FIRST_INEXACT = 10**15
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[Ee]\+?(1[5-9]|[2-9]\d)")
# What spreadsheet programs run when such a text is opened or pasted, in some languages in full width too.
# A telephone number, a negative number and a dash alone are none.
_RUNS = re.compile(r"[=@＝＠]|[+\-＋－](?![\d\s().\-]*\Z)")
# Left behind by copying from pages and messengers; nobody means them.
_LITTER = dict.fromkeys((0x200B, 0x2060, 0xFEFF))
# Letters and digits of double width, and the ideographic space; Chinese punctuation stays as it is.
_WIDE = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_PLAIN = _WIDE | _LITTER | {0x3000: 0x20, 0xA0: 0x20}

CellValue = int | float | str | bool | time | date | datetime | timedelta


def cell_of(value: CellValue) -> Cell:
    """Return the text of a value that a spreadsheet library gave."""
    if isinstance(value, str):
        return text_cell(value)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return number_cell(value)
    if isinstance(value, datetime) and value.time() == time():
        return Cell(value.date().isoformat())
    return Cell(str(value))


def number_cell(value: float) -> Cell:
    if value != value or abs(value) >= _FIRST_INEXACT:  # noqa: PLR0124 -- not a number
        return Cell(f"{value:.0f}", Fault.LOST_DIGITS)
    return Cell(str(int(value)) if value == int(value) else repr(value))


def text_cell(value: str) -> Cell:
    """Return a text without litter at its ends, and what is wrong with it."""
    text = value.translate(_PLAIN).strip()
    if not is_readable(text):
        return Cell("".join(sign if is_readable(sign) else "�" for sign in text)[:KEPT_OF_LONG], Fault.UNREADABLE)
    if _RUNS.match(text):
        return Cell(text[:KEPT_OF_LONG], Fault.FORMULA)
    if _SCIENTIFIC.fullmatch(text):
        return Cell(text, Fault.LOST_DIGITS)
    return Cell(text)


def fitted(cell: Cell, column: Column) -> Cell:
    """Return a cell as its column takes it."""
    text = "".join(unicodedata.normalize("NFKC", cell.text).split()) if column.is_code else cell.text
    if cell.fault is None and len(text) > column.longest:
        return Cell(text[:KEPT_OF_LONG], Fault.TOO_LONG)
    return Cell(text, cell.fault)
