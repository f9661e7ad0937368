"""What an organisation says of itself, and which of it is checked."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from everfair.accounts.countries import is_country
from everfair.accounts.enums import OrganisationKind
from everfair.accounts.errors import CountryMissing, CountryNotWanted, FortuneNotWanted, NameMissing
from everfair.accounts.search_names import canonical_number, search_names_of
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation

# A change of one of these is a new claim: whatever was proved before speaks of another name or another body.
CHECKED = frozenset({"name", "kind", "country", "registration_number", "fortune_500_year"})


class MoreParticulars(TypedDict, total=False):
    """What may be left out; see `Particulars`."""

    place: str
    about: Text
    website: str
    registration_number: str
    fortune_500_year: int | None
    sectors: list[str]
    applies_to_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """The fields of an organisation that its managers write; `applies_to_id` is a zone's row."""

    name: Text
    kind: str
    country: str | None
    place: str = ""
    about: Text = field(default_factory=Text)
    website: str = ""
    registration_number: str = ""
    fortune_500_year: int | None = None
    sectors: list[str]
    applies_to_id: int | None = None

    @property
    def fingerprint(self) -> str:
        """What a form carries, so that the later of two who change the same organisation is told."""
        return sha256(repr(_comparable(self)).encode()).hexdigest()[:16]


def make_particulars(*, name: Text, kind: str, country: str | None, **more: Unpack[MoreParticulars]) -> Particulars:
    """Return particulars as they are kept."""
    number = canonical_number(more.get("registration_number", ""))
    sectors = sorted(set(more.get("sectors", [])), key=lambda code: (len(code), code))
    kept: dict[str, Any] = {**more, "registration_number": number, "sectors": sectors}
    return Particulars(name=name, kind=str(kind), country=country or None, **kept)


def particulars_of(organisation: Organisation) -> Particulars:
    return Particulars(**{one.name: getattr(organisation, one.name) for one in fields(Particulars)})


def check_particulars(given: Particulars) -> None:
    """Raise `NameMissing`, `CountryMissing`, `CountryNotWanted` or `FortuneNotWanted`."""
    if not given.name:
        raise NameMissing(field="name_zh")
    if given.kind == OrganisationKind.INTERNATIONAL:
        if given.country:
            raise CountryNotWanted(field="country")
    elif not given.country or not is_country(given.country):
        raise CountryMissing(field="country")
    if given.fortune_500_year and given.kind != OrganisationKind.COMPANY:
        raise FortuneNotWanted(field="fortune_500_year")


def write_particulars(organisation: Organisation, given: Particulars) -> dict[str, list[Any]]:
    """Put particulars into an unsaved row; returns what changed: field -> [before, after]."""
    before, after = _comparable(particulars_of(organisation)), _comparable(given)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    for name in changes:
        setattr(organisation, name, getattr(given, name))
    organisation.search_names = search_names_of(given.name)
    return changes


def _comparable(given: Particulars) -> dict[str, Any]:
    values = ((one.name, getattr(given, one.name)) for one in fields(given))
    return {name: dict(sorted(value.items())) if isinstance(value, Text) else value for name, value in values}
