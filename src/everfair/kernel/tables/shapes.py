"""What a spreadsheet is to us: known columns, rows of text, and what is wrong with a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What makes a cell unusable, whatever its column means."""

    FORMULA = "formula"
    LOST_DIGITS = "lost_digits"
    ERROR_VALUE = "error_value"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Cell:
    """Text as it was read; one with a `fault` is for showing, not for use."""

    text: str
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column by any of its `titles`, the first in Chinese and the second in English.

    A `is_code` column holds numbers and addresses: full-width characters become plain, blanks go.
    """

    key: str
    titles: tuple[str, ...]
    longest: int = 200
    is_code: bool = False

    @property
    def heading(self) -> str:
        """The heading that we write ourselves, in both languages."""
        return " / ".join(self.titles[:2])


@dataclass(frozen=True, slots=True)
class TableForm:
    """The columns that a table may have; of each group in `needed` at least one must be there."""

    columns: tuple[Column, ...]
    needed: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """`unpacked` is in bytes, `area` in cells from the first to the farthest one that is filled."""

    rows: int = 5_000
    unpacked: int = 40 * 1024 * 1024
    members: int = 400
    area: int = 1_000_000
    heading_rows: int = 20


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is what the person's spreadsheet program shows beside the row."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read; `sheet` is empty for CSV, `others` are the visible sheets with the same headings."""

    sheet: str
    others: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row before its columns are known."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(cell.text for cell in self.cells)
