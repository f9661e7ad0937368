from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from everfair.kernel.money import Money
from everfair.kernel.text import Text
from everfair.signing.paper.terms import AgreementTerms, BadTerms, Side, SupplyMode
from tests.factories.papers import ANDES, PINEWIND, make_terms

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"amount": None, "term_months": None, "confidential_months": None, "prevails": None},
        {"amount": Money(0, "JPY"), "supply_mode": SupplyMode.PRESENCE_OF_PERSONS, "provider": Side.SECOND},
        {"governing_law": Text(), "scope": Text({"en": "Only English."})},
    ],
)
def test_terms_through_json(changes: dict[str, Any]) -> None:
    terms = make_terms(**changes)

    read = AgreementTerms.from_json(terms.to_json())

    assert read == terms


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": Text()}, "subject"),
        ({"subject": Text({"en": "  \n "})}, "subject"),
        ({"scope": Text({"zh-hans": "长" * 4001})}, "scope"),
        ({"scope": Text({"en": "x", "fr": "y"})}, "scope"),
        ({"edition": Text({"en": "x" * 201})}, "edition"),
        ({"first_party": replace(PINEWIND, name=Text())}, "first_party.name"),
        ({"second_party": replace(ANDES, place=Text({"en": "x" * 101}))}, "second_party.place"),
        ({"second_party": replace(ANDES, registration="9" * 81)}, "second_party.registration"),
        ({"governing_law": Text({"en": "x" * 601})}, "governing_law"),
        ({"term_months": 0}, "term_months"),
        ({"confidential_months": 601}, "confidential_months"),
        ({"prevails": "fr"}, "prevails"),
        ({"starts_on": date(9990, 1, 1)}, "starts_on"),
    ],
)
def test_terms_not_possible(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadTerms) as refusal:
        make_terms(**changes)

    assert refusal.value.field == field
    assert refusal.value.status == 400


@pytest.mark.parametrize("side", Side)
def test_side_other_of_other(side: Side) -> None:
    other = side.other

    assert other is not side
    assert other.other is side
