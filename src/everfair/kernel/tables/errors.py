"""Why a whole file can't be read, one class per reason; each can be kept by its code and said later."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError


class BadTable(DomainError):
    """The file as a whole is of no use; `code` and `words` can be kept and said again by `problem_sentence`."""

    status = 422


class NotATable(BadTable):
    code = "not_a_table"
    sentence = _("This file is not a spreadsheet, or it is damaged. Open it, save it as .xlsx or .csv, and send that.")


class OldWorkbook(BadTable):
    code = "old_workbook"
    sentence = _("This is an .xls file of an old kind. Open it, save it as .xlsx, and send that.")


class LockedWorkbook(BadTable):
    code = "locked_workbook"
    sentence = _("This file is protected by a password. Save it without one, and send that.")


class TooMuchInside(BadTable):
    code = "too_much_inside"
    sentence = _(
        "Unpacked, this file is larger than %(limit)s MB. Copy the table alone into a new file, and send that."
    )


class TooManyRows(BadTable):
    code = "too_many_rows"
    sentence = _("This table has more than %(limit)s rows. Split it into several files.")


class TooSpread(BadTable):
    code = "too_spread"
    sentence = _(
        "Sheet “%(sheet)s” has something in cell %(cell)s, far from the table. Delete it and send the file again."
    )


class EmptyTable(BadTable):
    code = "empty_table"
    sentence = _("This file has no rows. Fill in one row for each, and send it again.")


class HeadingsMissing(BadTable):
    code = "headings_missing"
    sentence = _("No sheet has the headings of the template. Expected, in one row: %(expected)s.")


class ColumnsMissing(BadTable):
    code = "columns_missing"
    sentence = _("These columns are missing in row %(row)s with the headings: %(missing)s.")


class ColumnRepeated(BadTable):
    code = "column_repeated"
    sentence = _("The heading “%(heading)s” is there twice, in %(cells)s. Leave one of them.")


class CellsMerged(BadTable):
    code = "cells_merged"
    sentence = _("Cells are merged: %(cells)s. Undo that, fill in each row by itself, and send the file again.")


class UnknownEncoding(BadTable):
    code = "unknown_encoding"
    sentence = _("The characters of this file can't be read. Save it as .xlsx, or as CSV in UTF-8, and send that.")


class BrokenQuotes(BadTable):
    code = "broken_quotes"
    sentence = _("A quotation mark in this CSV file is never closed. Save the table as .xlsx and send that.")


_PROBLEMS: dict[str, type[BadTable]] = {problem.code: problem for problem in BadTable.__subclasses__()}


def problem_sentence(code: str, words: Mapping[str, object]) -> str:
    """Say in the reader's language what was kept of a `BadTable`; any other code means a damaged file."""
    sentence = str(_PROBLEMS.get(code, NotATable).sentence)
    return sentence % words if words else sentence
