"""Spreadsheets for officers: the template, and the rows with mistakes to be corrected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from everfair.accounts.domain.firm_rows import EXAMPLE, FIRMS
from everfair.accounts.enums import OrganisationKind
from everfair.accounts.interfaces.import_words import LABELS, shown_row
from everfair.accounts.queries.places import sectors_to_name
from everfair.kernel.languages import LANGUAGES
from everfair.kernel.tables import Page, write_xlsx

if TYPE_CHECKING:
    from everfair.accounts.models import ImportedRow

FIRMS_SHEET = "企业 Firms"
NOTES_SHEET = "填写说明 Notes"


def template_workbook() -> bytes:
    """Return the empty table with one row that shows how, and notes on a second sheet, in both languages."""
    headings = [column.heading for column in FIRMS.columns]
    example = [EXAMPLE[column.key] for column in FIRMS.columns]
    return write_xlsx([Page(FIRMS_SHEET, headings, [example]), Page(NOTES_SHEET, (), list(_notes()))])


def corrections_workbook(rows: Iterable[ImportedRow]) -> bytes:
    """Return rows with mistakes as they were sent, wrong cells marked, what is wrong in the last column."""
    columns = list(FIRMS.columns)
    shown = [shown_row(row, columns) for row in rows]
    headings = [*(column.heading for column in columns), "错误 / Mistakes"]
    written = [[*(cell.text for cell in row.cells), "\n".join(row.mistakes)] for row in shown]
    marked = frozenset(
        (number, place) for number, row in enumerate(shown) for place, cell in enumerate(row.cells) if cell.mistake
    )
    return write_xlsx([Page(FIRMS_SHEET, headings, written, marked), Page(NOTES_SHEET, (), list(_notes()))])


def _notes() -> Iterable[list[str]]:
    for language in LANGUAGES:
        with override(language):
            yield from ([line] for line in _lines())
            yield [""]
    with override(LANGUAGES[0]):
        kinds = [(kind, str(kind.label)) for kind in OrganisationKind]
    with override("en"):
        yield from ([f"{label} / {kind.label}"] for kind, label in kinds)
    yield [""]
    yield from ([f"{sector.code}  {' / '.join(sector.name.values())}"] for sector in sectors_to_name())


def _lines() -> list[str]:
    needed = {"number": LABELS["registration_number"], "chinese": LABELS["name_zh"], "english": LABELS["name_en"]}
    return [
        _("One row for each firm. Leave the headings as they are; the order of the columns does not matter."),
        _("“%(number)s” is needed, and one of “%(chinese)s” and “%(english)s”.") % needed,
        _("A firm of the mainland is recognised by its unified social credit code. Keep that column as text."),
        _("No country means the mainland of China."),
        _("Sectors: numbers or names from the list below, with commas between them."),
        _("Who stands in “%(mail)s” is invited to act for the firm.") % {"mail": LABELS["contact_mail"]},
        _("Sending a corrected file again changes what is there; it doubles nothing."),
        _("The row with the example is passed over."),
    ]
