"""What a vetter asks the desk for, read from an address; what makes no sense is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.accounts.countries import name_of_country
from everfair.accounts.enums import OrganisationKind, OrganisationState, VerificationLevel
from everfair.accounts.interfaces.organisation_form import zone_choice
from everfair.accounts.queries.vetting import ANY_STATE, NO_COUNTRY, Wanted
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.text import is_readable

if TYPE_CHECKING:
    from django.http import QueryDict

    from everfair.fairs.models import Zone

LONGEST = 100
_PAPERS = ("yes", "no", "new")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One list of the filter form."""

    name: str
    label: str
    choices: list[Choice]


def read_wanted(query: QueryDict) -> Wanted:
    """Return the filters of an address; unknown values are as if they had not been there."""
    return Wanted(
        state=_one_of(query, "state", [*OrganisationState.values, ANY_STATE]) or OrganisationState.APPLIED,
        kind=_one_of(query, "kind", OrganisationKind.values),
        level=_one_of(query, "level", [str(level) for level in VerificationLevel.values]),
        papers=_one_of(query, "papers", _PAPERS),
        alike=_one_of(query, "alike", ("yes",)),
        **{name: _words(query, name) for name in ("country", "zone", "q", "after", "before")},
    )


def filters(wanted: Wanted, zones: Iterable[Zone], countries: Iterable[str | None]) -> Iterator[Filter]:
    """Return the lists that the form offers, with what is chosen now."""
    states = [(ANY_STATE, _("Any state")), *OrganisationState.choices]
    yield _filter("state", _("State"), states, chosen=wanted.state)
    yield _filter("kind", _("Kind"), [("", _("Any")), *OrganisationKind.choices], chosen=wanted.kind)
    yield _filter("country", _("Country or region"), [("", _("Any")), *_named(countries)], chosen=wanted.country)
    yield _filter("zone", _("Zone"), [("", _("Any")), *map(zone_choice, zones)], chosen=wanted.zone)
    levels = [(str(value), label) for value, label in VerificationLevel.choices]
    yield _filter("level", _("Proved"), [("", _("Any")), *levels], chosen=wanted.level)
    papers = [("yes", _("With documents")), ("new", _("Documents to look at")), ("no", _("Without documents"))]
    yield _filter("papers", _("Documents"), [("", _("Any")), *papers], chosen=wanted.papers)
    yield _filter("alike", _("Duplicates"), [("", _("Any")), ("yes", _("Same name or number"))], chosen=wanted.alike)


def _filter(name: str, label: str, choices: Iterable[tuple[str, object]], *, chosen: str) -> Filter:
    return Filter(name, label, [Choice(value, str(words), value == chosen) for value, words in choices])


def _named(countries: Iterable[str | None]) -> list[tuple[str, str]]:
    language = get_language() or DEFAULT_LANGUAGE
    named = sorted((name_of_country(code, language), code) for code in countries if code)
    without = [(NO_COUNTRY, _("None (international organisation)"))] if None in countries else []
    return [*without, *((code, name) for name, code in named)]


def _one_of(query: QueryDict, name: str, known: Iterable[str]) -> str:
    value = query.get(name, "")
    return value if value in known else ""


def _words(query: QueryDict, name: str) -> str:
    value = query.get(name, "").strip()
    return value if len(value) <= LONGEST and is_readable(value) else ""
