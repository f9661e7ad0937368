"""What is said about a spreadsheet and its rows: codes are kept, sentences are made for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from everfair.accounts.domain.firm_rows import FIRMS
from everfair.accounts.domain.imports import STOPPED
from everfair.kernel.tables import Column, Fault, problem_sentence

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from everfair.accounts.models import DelegationImport, ImportedRow

LABELS: dict[str, _StrPromise] = {
    "name_zh": _("Name (Chinese)"),
    "name_en": _("Name (English)"),
    "registration_number": _("Registration number"),
    "kind": _("Kind"),
    "country": _("Country or region"),
    "place": _("City"),
    "sectors": _("Sectors"),
    "website": _("Website"),
    "contact_name": _("Contact"),
    "contact_mail": _("Contact's e-mail address"),
}
MISTAKES: dict[str, _StrPromise] = {
    Fault.FORMULA: _("This looks like a formula (=, +, -, @). Write it as plain text."),
    Fault.LOST_DIGITS: _("This was kept as a number and lost its last digits. Make the cell text and type it again."),
    Fault.ERROR_VALUE: _("This cell holds an error value. Type what is meant."),
    Fault.TOO_LONG: _("At most %(longest)s characters, please."),
    Fault.UNREADABLE: _("Some characters arrived damaged. Please type this text again."),
    "name_missing": _("Write the name in Chinese, in English, or in both."),
    "invisible": _("This name has an invisible sign in it. Please type it by hand instead of copying it."),
    "no_letter": _("A name needs at least one letter or digit."),
    "mixed_alphabets": _(
        "“%(word)s” mixes letters of different alphabets that look alike. Write each word in one alphabet."
    ),
    "number_missing": _("The registration number is missing; a firm is recognised by it."),
    "number_wrong": _(
        "This is not a unified social credit code: it has 18 signs, and the last one must fit the others. "
        "Compare it with the business licence."
    ),
    "number_repeated": _("The same firm is in row %(row)s already. Leave one of the two."),
    "kind_unknown": _("This kind is not known. Choose one from the second sheet of the template."),
    "country_unknown": _("This country or region is not known. Write its usual name, or its two-letter code."),
    "country_not_wanted": _("An international organisation has no country. Leave this empty."),
    "sector_unknown": _("Not among the twelve sectors: %(names)s. Write numbers from 1 to 12, or names."),
    "website_wrong": _("This is not a web address."),
    "mail_wrong": _("This is not an e-mail address."),
}
STOPPED_WORDS = gettext_noop("Something broke on our side. What was done is kept; the rest can be tried again.")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell with what is wrong with it, said to the reader."""

    label: str
    text: str
    mistake: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`wrong` names the columns with mistakes; `mistakes` says each in full."""

    row: ImportedRow
    cells: list[ShownCell]
    wrong: list[str]
    mistakes: list[str]


def import_problem(source: DelegationImport) -> str:
    """Say why a file could not be read or was not applied to its end; "" if nothing went wrong."""
    if not source.problem:
        return ""
    if source.problem == STOPPED:
        return str(_(STOPPED_WORDS))
    return problem_sentence(source.problem, source.problem_words)


def shown_columns(rows: list[ImportedRow]) -> list[Column]:
    """Return the columns that the file had, and the ones that mistakes are about."""
    used = {key for row in rows for key in row.cells} | {mistake[0] for row in rows for mistake in row.mistakes}
    return [column for column in FIRMS.columns if column.key in used]


def shown_row(row: ImportedRow, columns: list[Column]) -> ShownRow:
    """Return a row in the reader's language."""
    said: dict[str, list[str]] = {}
    for key, code, words in row.mistakes:
        said.setdefault(key, []).append(mistake_sentence(code, words))
    cells = [
        ShownCell(
            label=str(LABELS[column.key]),
            text=row.cells.get(column.key, ""),
            mistake=" ".join(said.get(column.key, [])),
        )
        for column in columns
    ]
    mistakes = [f"{LABELS[key]}: {' '.join(sentences)}" for key, sentences in said.items()]
    return ShownRow(row, cells, [str(LABELS[key]) for key in said], mistakes)


def mistake_sentence(code: str, words: dict[str, Any]) -> str:
    sentence = str(MISTAKES.get(code, MISTAKES[Fault.UNREADABLE]))
    return sentence % words if words else sentence
