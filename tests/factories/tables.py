"""Spreadsheets as people make them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

Draw = Callable[[Any, Any], None]


def make_workbook(*rows: Sequence[object], name: str = "Sheet1", draw: Draw | None = None) -> bytes:
    """Return an .xlsx with these rows from A1 on; `draw(book, sheet)` may do more to it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if draw:
            draw(book, sheet)
    return buffer.getvalue()


def opened(content: bytes) -> io.BytesIO:
    """Return bytes as the open file that reading libraries want."""
    return io.BytesIO(content)


def change_part(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one of its parts changed by hand."""
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member.filename, change(content) if member.filename == part else content)
    return changed.getvalue()
