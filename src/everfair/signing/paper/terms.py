"""What an agreement says, as data: the one record that its text and its paper are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError
from everfair.kernel.languages import LANGUAGES
from everfair.kernel.money import Money
from everfair.kernel.text import Text

LONGEST = {
    "name": 200,
    "place": 100,
    "registration": 80,
    "edition": 200,
    "subject": 300,
    "scope": 4000,
    "governing_law": 600,
}
LONGEST_MONTHS = 600


class BadTerms(DomainError):
    """`field` names the wrong one, as the form does; a party's by path: `first_party.name`."""

    code = "bad_terms"
    sentence = _("This part of the agreement is missing, too long or not possible. Please correct it.")
    status = 400


class Side(StrEnum):
    """Party A (甲方) is the first, Party B (乙方) the second."""

    FIRST = "first_party"
    SECOND = "second_party"

    @property
    def other(self) -> Side:
        return Side.SECOND if self is Side.FIRST else Side.FIRST


class SupplyMode(IntEnum):
    """The four modes of supply, numbered as in the GATS, article I:2."""

    CROSS_BORDER = 1
    CONSUMPTION_ABROAD = 2
    COMMERCIAL_PRESENCE = 3
    PRESENCE_OF_PERSONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """`place` is the country or region in words; `registration` the number in its home register."""

    name: Text
    place: Text
    registration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTerms:
    """The terms of a service cooperation agreement; `BadTerms` if they can't be put on paper.

    `amount` None prints "not disclosed"; `term_months` None runs until the services are rendered;
    `confidential_months` counts from the end of the agreement, None agrees on no confidentiality;
    `prevails` is the language that decides when the two texts differ, None gives both equal force.
    """

    agreement_id: str
    edition: Text
    first_party: Party
    second_party: Party
    provider: Side
    subject: Text
    scope: Text
    amount: Money | None
    starts_on: date
    term_months: int | None
    supply_mode: SupplyMode
    confidential_months: int | None
    prevails: str | None
    governing_law: Text = field(default_factory=Text)

    def __post_init__(self) -> None:
        for side in Side:
            party = self.party(side)
            _check_text(party.name, "name", f"{side}.name")
            _check_text(party.place, "place", f"{side}.place", needed=False)
            _check(len(party.registration) <= LONGEST["registration"], f"{side}.registration")
        for name in ("edition", "subject", "scope"):
            _check_text(getattr(self, name), name, name)
        _check_text(self.governing_law, "governing_law", "governing_law", needed=False)
        for name in ("term_months", "confidential_months"):
            months = getattr(self, name)
            _check(months is None or 1 <= months <= LONGEST_MONTHS, name)
        _check(self.prevails is None or self.prevails in LANGUAGES, "prevails")
        _check(self.starts_on.year + LONGEST_MONTHS // 12 < date.max.year, "starts_on")

    def party(self, side: Side) -> Party:
        return self.first_party if side is Side.FIRST else self.second_party

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; `from_json` of them is equal to these terms."""
        return {
            "agreement_id": self.agreement_id,
            "edition": dict(self.edition),
            "first_party": _party_to_json(self.first_party),
            "second_party": _party_to_json(self.second_party),
            "provider": self.provider.value,
            "subject": dict(self.subject),
            "scope": dict(self.scope),
            "amount_minor": self.amount.amount_minor if self.amount else None,
            "currency": self.amount.currency if self.amount else None,
            "starts_on": self.starts_on.isoformat(),
            "term_months": self.term_months,
            "supply_mode": self.supply_mode.value,
            "confidential_months": self.confidential_months,
            "prevails": self.prevails,
            "governing_law": dict(self.governing_law),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> AgreementTerms:
        """Read what `to_json` wrote; KeyError or ValueError for anything else, `BadTerms` for bad terms."""
        disclosed = record["amount_minor"] is not None
        return cls(
            agreement_id=record["agreement_id"],
            edition=Text(record["edition"]),
            first_party=_party_from_json(record["first_party"]),
            second_party=_party_from_json(record["second_party"]),
            provider=Side(record["provider"]),
            subject=Text(record["subject"]),
            scope=Text(record["scope"]),
            amount=Money(record["amount_minor"], record["currency"]) if disclosed else None,
            starts_on=date.fromisoformat(record["starts_on"]),
            term_months=record["term_months"],
            supply_mode=SupplyMode(record["supply_mode"]),
            confidential_months=record["confidential_months"],
            prevails=record["prevails"],
            governing_law=Text(record["governing_law"]),
        )


def _check(possible: bool, where: str) -> None:  # noqa: FBT001 -- reads as a sentence: check that it is possible
    if not possible:
        raise BadTerms(field=where)


def _check_text(text: Text, kind: str, where: str, *, needed: bool = True) -> None:
    _check(all(len(words) <= LONGEST[kind] for words in text.values()), where)
    _check(set(text) <= set(LANGUAGES), where)
    _check(not needed or any(words.strip() for words in text.values()), where)


def _party_to_json(party: Party) -> dict[str, Any]:
    return {"name": dict(party.name), "place": dict(party.place), "registration": party.registration}


def _party_from_json(record: Mapping[str, Any]) -> Party:
    return Party(name=Text(record["name"]), place=Text(record["place"]), registration=record["registration"])
