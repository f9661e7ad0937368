"""Amounts as people type them."""

from __future__ import annotations

import pytest

from everfair.kernel.money import Money
from everfair.negotiation.interfaces.forms import IntentForm

pytestmark = pytest.mark.unit


def form(**words: str) -> IntentForm:
    return IntentForm({"summary": "12 hospitals", "amount": "", "currency": "CNY", **words})


@pytest.mark.parametrize(
    ("amount", "currency", "money"),
    [
        ("", "CNY", None),
        ("", "", None),
        ("1,250,000.50", "USD", Money(125_000_050, "USD")),
        ("１２５", "CNY", Money(12_500, "CNY")),
        ("3000", "JPY", Money(3000, "JPY")),
    ],
)
def test_intent_form_reads_money(amount: str, currency: str, money: Money | None) -> None:
    filled = form(amount=amount, currency=currency)

    assert filled.is_valid()
    assert filled.cleaned_data["money"] == money


@pytest.mark.parametrize(
    ("amount", "currency", "field"),
    [
        ("a lot", "CNY", "amount"),
        ("-5", "CNY", "amount"),
        ("1.005", "CNY", "amount"),
        ("1.5", "JPY", "amount"),
        ("1e99", "CNY", "amount"),
        ("NaN", "CNY", "amount"),
        ("9" * 31, "CNY", "amount"),
        ("100", "", "currency"),
        ("100", "XXY", "currency"),
        ("100", "'; DROP TABLE", "currency"),
    ],
)
def test_intent_form_names_the_wrong_field(amount: str, currency: str, field: str) -> None:
    filled = form(amount=amount, currency=currency)

    assert not filled.is_valid()
    assert list(filled.errors) == [field]
