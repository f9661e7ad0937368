"""Spreadsheets that people send and get: rows of text, nothing executed."""

from __future__ import annotations

from everfair.kernel.tables.errors import BadTable, EmptyTable, problem_sentence
from everfair.kernel.tables.reading import read_table, refuse_other_files
from everfair.kernel.tables.shapes import Cell, Column, Fault, Limits, Row, Table, TableForm
from everfair.kernel.tables.writing import CellOut, Page, guard, write_csv, write_xlsx

__all__ = [
    "BadTable",
    "Cell",
    "CellOut",
    "Column",
    "EmptyTable",
    "Fault",
    "Limits",
    "Page",
    "Row",
    "Table",
    "TableForm",
    "guard",
    "problem_sentence",
    "read_table",
    "refuse_other_files",
    "write_csv",
    "write_xlsx",
]
