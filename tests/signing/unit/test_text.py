from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.signing.paper.terms import Side, SupplyMode
from everfair.signing.paper.text import Passage, canonical_text, last_day, text_sha256, write_amount, write_text
from tests.factories.papers import ANDES, PINEWIND, make_terms

pytestmark = pytest.mark.unit


def test_text_sha256_known_terms() -> None:
    """A change here voids every approval given so far: it needs a new number in `template`."""
    digest = text_sha256(make_terms())

    assert digest == "68f5c0ed2f4c4f9263b8ec16897be52ce05378f10270cac9a62291b375d0cc5b"


CHANGES: list[dict[str, Any]] = [
    {"agreement_id": "another"},
    {"edition": Text({"en": "Another fair"})},
    {"first_party": ANDES},
    {"second_party": replace(ANDES, registration="1")},
    {"provider": Side.SECOND},
    {"subject": Text({"en": "Another subject"})},
    {"scope": Text({"zh-hans": "一、仓储设计。\n二、温控数据。", "en": "1. Warehouse design.\n2. Temperature data!"})},
    {"amount": Money(125_000_051, "CNY")},
    {"amount": Money(125_000_050, "USD")},
    {"amount": None},
    {"starts_on": date(2020, 10, 2)},
    {"term_months": 25},
    {"term_months": None},
    {"supply_mode": SupplyMode.COMMERCIAL_PRESENCE},
    {"confidential_months": 12},
    {"confidential_months": None},
    {"prevails": "en"},
    {"prevails": None},
    {"governing_law": Text()},
]


def test_text_sha256_each_term_changed() -> None:
    digests = {text_sha256(make_terms(**changes)) for changes in [{}, *CHANGES]}

    assert len(digests) == len(CHANGES) + 1


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(str.strip))
def test_canonical_text_any_words(words: str) -> None:
    terms = make_terms(subject=Text({"en": words}))

    text = canonical_text(terms)

    assert text == canonical_text(terms)
    assert json.loads(text)["agreement_id"] == terms.agreement_id


def test_write_text_braces_in_words() -> None:
    terms = make_terms(subject=Text({"zh-hans": "{scope}", "en": "{0} {provider} {{x}} %s"}))

    clause = write_text(terms).clauses[0]

    assert clause.body == Passage(
        zh="合作标的：{scope}\n甲方按下列范围向乙方提供服务：\n一、仓储设计。\n二、温控数据。",
        en="Subject: {0} {provider} {{x}} %s\nParty A provides the following services to Party B:\n"
        "1. Warehouse design.\n2. Temperature data.",
    )


def test_write_text_one_language_only() -> None:
    terms = make_terms(first_party=replace(PINEWIND, name=Text({"zh-hans": "松涛"}), place=Text()))

    party = write_text(terms).parties[0]

    assert party.name == Passage(zh="松涛", en="松涛 (This item was given in Chinese only.)")
    assert party.place == Passage(zh="未填写", en="not given")


def test_write_text_second_party_provides() -> None:
    parties = write_text(make_terms(provider=Side.SECOND)).parties

    assert [party.role.zh for party in parties] == ["服务接受方", "服务提供方"]


@pytest.mark.parametrize(
    ("changes", "number", "english"),
    [
        (
            {},
            3,
            (
                "Party B pays Party A CNY 1,250,000.50 (Chinese yuan) for the services under this agreement. "
                "Taxes and payment are arranged between the parties in writing."
            ),
        ),
        (
            {"amount": None},
            3,
            "The price is not disclosed in this agreement. The parties agree on it separately in writing.",
        ),
        (
            {},
            4,
            (
                "This agreement takes effect on 1 October 2020 and runs for 24 months, up to and including "
                "30 September 2022."
            ),
        ),
        (
            {"term_months": None},
            4,
            (
                "This agreement takes effect on 1 October 2020 and ends when the agreed services have been rendered "
                "in full."
            ),
        ),
        ({"prevails": None}, 7, "This agreement is made in Chinese and English, both texts being equally authentic."),
        ({"governing_law": Text()}, 8, "The parties have made no choice of law."),
    ],
)
def test_write_text_clause(changes: dict[str, Any], number: int, english: str) -> None:
    clause = write_text(make_terms(**changes)).clauses[number - 1]

    assert clause.number == number
    assert clause.body.en == english


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (Money(125_000_050, "CNY"), " CNY 1,250,000.50（人民币）", "CNY 1,250,000.50 (Chinese yuan)"),
        (Money(1_000, "JPY"), " JPY 1,000（日元）", "JPY 1,000 (Japanese yen)"),
        (Money(1_000, "KWD"), " KWD 1.000 ", "KWD 1.000"),
        (Money(10**17, "USD"), " USD 1,000,000,000,000,000.00（美元）", "USD 1,000,000,000,000,000.00 (US dollars)"),
    ],
)
def test_write_amount(amount: Money, chinese: str, english: str) -> None:
    passage = write_amount(amount)

    assert passage == Passage(chinese, english)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2020, 10, 1), 24, date(2022, 9, 30)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 1, 30), 1, date(2020, 2, 29)),
        (date(2020, 12, 15), 1, date(2021, 1, 14)),
        (date(2020, 11, 30), 3, date(2021, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
    ],
)
def test_last_day(start: date, months: int, end: date) -> None:
    assert last_day(start, months) == end
