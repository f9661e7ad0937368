"""What the reading library does not tell of a workbook: formulas, how far its sheets reach, which part is which sheet.

Reading is by expat, element by element; a document type, the door to entity bombs, is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from everfair.kernel.tables.errors import NotATable
from everfair.kernel.tables.headings import column_letters
from everfair.kernel.tables.package import WORKBOOK

_RELATIONS = "xl/_rels/workbook.xml.rels"
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")

Position = tuple[int, int]
Start = Callable[[str, dict[str, str]], None]


@dataclass(slots=True)
class SheetMarks:
    """Positions are (row, column), 0-based; `rows` counts those with something in them."""

    rows: int = 0
    last_row: int = -1
    last_column: int = -1
    farthest: Position = (0, 0)
    formulas: set[Position] = field(default_factory=set)
    errors: set[Position] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    is_too_long: bool = False

    @property
    def area(self) -> int:
        return (self.last_row + 1) * (self.last_column + 1)

    @property
    def farthest_name(self) -> str:
        row, column = self.farthest
        return f"{column_letters(column)}{row + 1}"


class _Enough(Exception):
    """The sheet has more rows than anybody may send."""


def sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            sheets[attributes.get("name", "")] = link

    _walk(parts.get(_RELATIONS, b"<none/>"), relation)
    _walk(parts[WORKBOOK], sheet)
    return {name: targets[link] for name, link in sheets.items() if link in targets}


def scan_sheet(content: bytes, *, most_rows: int) -> SheetMarks:
    """Look through a sheet's cells; stops as soon as there are more than `most_rows` rows with something in them."""
    scan = _Scan(most_rows)
    try:
        _walk(content, scan.start)
    except _Enough:
        scan.marks.is_too_long = True
    return scan.marks


class _Scan:
    """Follows the cells of one sheet as the parser meets them."""

    def __init__(self, most_rows: int) -> None:
        self.marks = SheetMarks()
        self.most_rows = most_rows
        self.row, self.column = -1, -1
        self.counted = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self.row = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else self.row + 1
            self.column = -1
        elif name in ("v", "is", "f"):
            self._fill(is_formula=name == "f")
        elif name == "mergeCell":
            self.marks.merged.append(attributes.get("ref", ""))

    def _cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self.row, self.column = cell_position(attributes["r"])
        else:
            self.column += 1
        if attributes.get("t") == "e":
            self.marks.errors.add((self.row, self.column))

    def _fill(self, *, is_formula: bool) -> None:
        marks, here = self.marks, (self.row, self.column)
        if is_formula:
            marks.formulas.add(here)
        if self.row != self.counted:
            self.counted = self.row
            marks.rows += 1
            if marks.rows > self.most_rows:
                raise _Enough
        if self.row > marks.last_row or self.column > marks.last_column:
            marks.farthest = here
        marks.last_row, marks.last_column = max(self.row, marks.last_row), max(self.column, marks.last_column)


def cell_position(name: str) -> Position:
    """Return (row, column), 0-based, of a name like "B7"."""
    match = _CELL.fullmatch(name)
    if match is None:
        raise NotATable
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _walk(content: bytes, start: Start) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")

    def local(name: str, attributes: dict[str, str]) -> None:
        start(name.rpartition(" ")[2], attributes)

    parser.StartElementHandler = local
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(content, True)  # noqa: FBT003 -- expat's signature: this is all there is
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NotATable from error


def _refuse_document_type(*_: object) -> None:
    raise NotATable
