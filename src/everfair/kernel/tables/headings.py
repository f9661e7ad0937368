"""Which row holds the headings, and which column is which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from everfair.kernel.tables.errors import ColumnRepeated, ColumnsMissing, HeadingsMissing
from everfair.kernel.tables.shapes import Cell, Column, Line, TableForm

FEWEST = 2
_PARTED = re.compile(r"[/|\n]")
_SILENT = re.compile(r"[\s*:()\[\]_.,、·-]+")


@dataclass(frozen=True, slots=True)
class Headings:
    """`places` are the column numbers (0-based) by key; `row` is the number that people see."""

    row: int
    places: dict[str, int]
    titles: dict[str, str]


def find_headings(lines: Iterable[Line], form: TableForm) -> Headings | None:
    """Return the row with the most known headings, None if no row has at least two."""
    known = {_plain(title): column.key for column in form.columns for title in column.titles}
    fewest = min(FEWEST, len(form.columns))
    best: list[tuple[str, int, str]] = []
    best_row = 0
    for line in lines:
        found = list(_known_in(line.cells, known))
        if len({key for key, _, _ in found}) > len({key for key, _, _ in best}):
            best, best_row = found, line.number
    if len({key for key, _, _ in best}) < fewest:
        return None
    _refuse_repeated(best, best_row)
    return Headings(best_row, {key: place for key, place, _ in best}, {key: title for key, _, title in best})


def ensure_needed(headings: Headings, form: TableForm) -> None:
    """Raise `ColumnsMissing` unless every group of needed columns has one of its own."""
    by_key = {column.key: column for column in form.columns}
    missing = [group for group in form.needed if not group & headings.places.keys()]
    if missing:
        named = ["/".join(by_key[key].heading for key in sorted(group)) for group in missing]
        raise ColumnsMissing(row=headings.row, missing="; ".join(named))


def no_headings(form: TableForm) -> HeadingsMissing:
    return HeadingsMissing(expected="; ".join(column.heading for column in _wanted(form)))


def column_letters(place: int) -> str:
    """Return "A" for 0, "AA" for 26."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _wanted(form: TableForm) -> Sequence[Column]:
    needed = frozenset[str]().union(*form.needed)
    return [column for column in form.columns if column.key in needed] or form.columns


def _known_in(cells: Sequence[Cell], known: dict[str, str]) -> Iterator[tuple[str, int, str]]:
    for place, cell in enumerate(cells):
        titles = (cell.text, *_PARTED.split(cell.text))
        key = next((known[plain] for plain in map(_plain, titles) if plain in known), None)
        if key is not None:
            yield key, place, cell.text


def _refuse_repeated(found: Sequence[tuple[str, int, str]], row: int) -> None:
    seen: dict[str, int] = {}
    for key, place, title in found:
        if key in seen:
            cells = f"{column_letters(seen[key])}{row}, {column_letters(place)}{row}"
            raise ColumnRepeated(heading=title, cells=cells)
        seen[key] = place


def _plain(title: str) -> str:
    """Return a heading without case, width, blanks and the small signs that people put around it."""
    return _SILENT.sub("", unicodedata.normalize("NFKC", title).casefold())
