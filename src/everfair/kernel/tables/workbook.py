"""Read .xlsx: checked as an archive, looked through as XML, then read by calamine."""

from __future__ import annotations

from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from everfair.kernel.tables.cells import CellValue, cell_of
from everfair.kernel.tables.errors import BadTable, CellsMerged, NotATable, TooManyRows, TooSpread
from everfair.kernel.tables.headings import Headings, find_headings, no_headings
from everfair.kernel.tables.markup import SheetMarks, cell_position, scan_sheet, sheet_parts
from everfair.kernel.tables.package import pack, unpack
from everfair.kernel.tables.shapes import Cell, Fault, Limits, Line, TableForm

SHOWN_MERGES = 5

Found = tuple[str, list[Line], Headings]


def read_workbook(content: bytes, form: TableForm, limits: Limits) -> tuple[Found, tuple[str, ...]]:
    """Return the first visible sheet with the form's headings, and the names of the others that have them."""
    found: list[Found] = []
    refused: list[BadTable] = []
    for name, lines, marks in _sheets(content, limits, refused):
        headings = find_headings(lines[: limits.heading_rows], form)
        if headings is not None and not found:
            _refuse_merged(name, marks, headings)
        if headings is not None:
            found.append((name, lines, headings))
    if not found:
        raise refused[0] if refused else no_headings(form)
    return found[0], tuple(name for name, _, _ in found[1:])


def _sheets(content: bytes, limits: Limits, refused: list[BadTable]) -> Iterator[tuple[str, list[Line], SheetMarks]]:
    """Yield the visible sheets that can be read; why another one can't goes into `refused`."""
    parts = unpack(content, limits)
    places = sheet_parts(parts)
    book = _open(parts)
    for sheet in book.sheets_metadata:
        part = places.get(sheet.name, "")
        is_read = sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet and part in parts
        if not is_read:
            continue
        marks = scan_sheet(parts[part], most_rows=limits.rows + limits.heading_rows)
        refusal = _refusal(sheet.name, marks, limits)
        if refusal is not None:
            refused.append(refusal)
        elif marks.rows:
            yield sheet.name, _lines(book, sheet.name, marks), marks


def _refusal(name: str, marks: SheetMarks, limits: Limits) -> BadTable | None:
    if marks.is_too_long:
        return TooManyRows(limit=limits.rows)
    if marks.area > limits.area:
        return TooSpread(sheet=name, cell=marks.farthest_name)
    return None


def _open(parts: dict[str, bytes]) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(pack(parts))
    except BaseException as error:
        raise _damaged(error) from error


def _lines(book: CalamineWorkbook, name: str, marks: SheetMarks) -> list[Line]:
    try:
        values = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BaseException as error:
        raise _damaged(error) from error
    return [
        Line(number + 1, tuple(_cell(value, (number, place), marks) for place, value in enumerate(row)))
        for number, row in enumerate(values)
    ]


def _damaged(error: BaseException) -> BaseException:
    """Return what a failure of the library means; its panics come as no `Exception`."""
    is_panic = type(error).__name__ == "PanicException"
    return NotATable() if is_panic or isinstance(error, CalamineError | ValueError) else error


def _cell(value: CellValue, position: tuple[int, int], marks: SheetMarks) -> Cell:
    cell = cell_of(value)
    if position in marks.formulas:
        return Cell(cell.text, Fault.FORMULA)
    if position in marks.errors:
        return Cell(cell.text or "#", Fault.ERROR_VALUE)
    return cell


def _refuse_merged(sheet: str, marks: SheetMarks, headings: Headings) -> None:
    """A merged title above the headings does no harm; from the headings on nobody knows what is meant."""
    inside = [cells for cells in marks.merged if _last_row(cells) >= headings.row]
    if inside:
        more = " …" if len(inside) > SHOWN_MERGES else ""
        raise CellsMerged(cells=f"{sheet}! {', '.join(inside[:SHOWN_MERGES])}{more}")


def _last_row(cells: str) -> int:
    return cell_position(cells.rpartition(":")[2])[0] + 1
