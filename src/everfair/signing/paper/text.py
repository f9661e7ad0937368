"""The text of an agreement: every word that both sides approve, in both languages, and its hash.

Page and paper are both laid out from `AgreementText`; nothing is printed there that is not in it.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.signing.paper.characters import show_hidden
from everfair.signing.paper.terms import AgreementTerms, Side

WORDING = Path(__file__).with_name("service_cooperation.toml")
TAGS = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Passage:
    """The same passage in Chinese and in English; paragraphs are lines."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.zh if language == TAGS["zh"] else self.en


@dataclass(frozen=True, slots=True)
class Clause:
    number: int
    title: Passage
    body: Passage


@dataclass(frozen=True, slots=True)
class PartyText:
    """`side` is the value of a `Side`; `registration` is empty when none was given."""

    side: str
    label: Passage
    role: Passage
    name: Passage
    place: Passage
    registration: str


@dataclass(frozen=True, slots=True)
class AgreementText:
    """All the words of one agreement. `template` names the wording and its version."""

    template: str
    agreement_id: str
    title: Passage
    preamble: Passage
    parties: tuple[PartyText, PartyText]
    clauses: tuple[Clause, ...]


def write_text(terms: AgreementTerms) -> AgreementText:
    """Write the agreement out in words; the same terms always give the same words."""
    wording = load_wording()
    return AgreementText(
        template=wording["template"],
        agreement_id=show_hidden(terms.agreement_id),
        title=Passage(**wording["title"]),
        preamble=_fill(wording["preamble"], edition=_both(terms.edition)),
        parties=(_write_party(terms, Side.FIRST), _write_party(terms, Side.SECOND)),
        clauses=tuple(
            Clause(number, Passage(**wording["clauses"][name]["title"]), _fill(wording["clauses"][name], **words))
            for number, (name, words) in enumerate(_choose_clauses(terms), start=1)
        ),
    )


def canonical_text(terms: AgreementTerms) -> bytes:
    """Return the text that both sides approve: `AgreementText` as UTF-8 JSON, keys sorted, indented by one."""
    return json.dumps(asdict(write_text(terms)), ensure_ascii=False, sort_keys=True, indent=1).encode()


def text_sha256(terms: AgreementTerms) -> str:
    """Return the hash of `canonical_text` as 64 hexadecimal digits, as the paper prints it."""
    return hashlib.sha256(canonical_text(terms)).hexdigest()


@cache
def load_wording() -> dict[str, Any]:
    return tomllib.loads(WORDING.read_text(encoding="utf-8"))


def label(name: str) -> Passage:
    return Passage(**load_wording()["labels"][name])


def _write_party(terms: AgreementTerms, side: Side) -> PartyText:
    party = terms.party(side)
    return PartyText(
        side=side.value,
        label=label(side.value),
        role=label("provider" if terms.provider is side else "client"),
        name=_both(party.name),
        place=_both(party.place) if party.place else label("not_given"),
        registration=show_hidden(party.registration),
    )


def _choose_clauses(terms: AgreementTerms) -> list[tuple[str, dict[str, Passage]]]:
    sides = {"provider": label(terms.provider.value), "client": label(terms.provider.other.value)}
    mode = str(terms.supply_mode.value)
    return [
        ("scope", {**sides, "subject": _both(terms.subject), "scope": _both(terms.scope)}),
        ("supply", {"mode": Passage(**load_wording()["supply_modes"][mode]), "number": Passage(mode, mode)}),
        ("price", {**sides, "amount": write_amount(terms.amount)}) if terms.amount else ("price_not_disclosed", {}),
        _term_clause(terms),
        _confidentiality_clause(terms.confidential_months),
        ("changes", {}),
        _language_clause(terms.prevails),
        ("law", {"law": _both(terms.governing_law)}) if terms.governing_law else ("law_open", {}),
        ("form", {}),
    ]


def _term_clause(terms: AgreementTerms) -> tuple[str, dict[str, Passage]]:
    starts_on = write_day(terms.starts_on)
    if terms.term_months is None:
        return "term_open", {"starts_on": starts_on}
    ends_on = write_day(last_day(terms.starts_on, terms.term_months))
    return "term", {"starts_on": starts_on, "months": _number(terms.term_months), "ends_on": ends_on}


def _confidentiality_clause(months: int | None) -> tuple[str, dict[str, Passage]]:
    return ("confidentiality_none", {}) if months is None else ("confidentiality", {"months": _number(months)})


def _language_clause(prevails: str | None) -> tuple[str, dict[str, Passage]]:
    if prevails is None:
        return "languages_equal", {}
    return "languages", {"language": Passage(**load_wording()["languages"][prevails])}


def last_day(start: date, months: int) -> date:
    """Return the last day of a term: the day before the same day `months` later (31 Jan + 1 month = 28 Feb)."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    same_day = date(year, month, 1) + timedelta(days=start.day - 1)
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return min(same_day, first_of_next) - timedelta(days=1)


def write_amount(amount: Money) -> Passage:
    """Write "CNY 1,250,000.00 (Chinese yuan)": by code, so that no two "$" or "¥" are mixed up."""
    figure = f"{amount.currency} {amount.value:,f}"
    name = load_wording()["currencies"].get(amount.currency)
    return Passage(f" {figure}（{name['zh']}）", f"{figure} ({name['en']})") if name else Passage(f" {figure} ", figure)


def write_day(day: date) -> Passage:
    """Write a date in our own words: a locale library may change its mind, and with it the hash."""
    wording = load_wording()
    parts = {"year": day.year, "month": day.month, "day": day.day}
    parts["month_name"] = wording["english_months"][day.month - 1]
    return Passage(**{key: pattern.format(**parts) for key, pattern in wording["day"].items()})


def _number(value: int) -> Passage:
    return Passage(zh=f" {value} ", en=str(value))


def _both(text: Text) -> Passage:
    """Fill both languages; where one was not given, the other stands there, marked as such."""
    picked = {key: text.pick(tag) for key, tag in TAGS.items()}
    marks = asdict(label("only_other"))
    return Passage(
        **{key: show_hidden(pick.value) + (marks[key] if pick.is_fallback else "") for key, pick in picked.items()}
    )


def _fill(pattern: Mapping[str, Any], **words: Passage) -> Passage:
    return Passage(
        zh=pattern["zh"].strip().format(**{name: passage.zh for name, passage in words.items()}),
        en=pattern["en"].strip().format(**{name: passage.en for name, passage in words.items()}),
    )
