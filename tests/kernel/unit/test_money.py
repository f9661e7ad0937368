"""Money: read, written, added up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from everfair.kernel.money import LARGEST_MINOR, BadAmount, Money, UnknownCurrency, totals_by_currency

pytestmark = pytest.mark.unit

currencies = st.sampled_from(["CNY", "USD", "EUR", "JPY", "KWD", "HKD"])
amounts = st.builds(Money, st.integers(0, LARGEST_MINOR), currencies)


@given(amounts)
def test_parse_reads_back_every_amount_exactly(amount: Money) -> None:
    assert Money.parse(f"{amount.value:f}", amount.currency) == amount


@given(amounts)
def test_parse_reads_grouped_thousands(amount: Money) -> None:
    assert Money.parse(f"{amount.value:,f}", amount.currency) == amount
    assert Money.parse(f" {amount.value:,f} ".replace(",", "，"), amount.currency) == amount


@given(st.text(max_size=60), currencies)
def test_parse_never_fails_but_by_its_own_refusal(typed: str, currency: str) -> None:
    try:
        parsed = Money.parse(typed, currency)
    except BadAmount:
        parsed = Money(0, currency)

    assert 0 <= parsed.amount_minor <= LARGEST_MINOR
    assert parsed.currency == currency


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-1",
        "+5",
        "NaN",
        "sNaN",
        "Infinity",
        "1e5",
        "1e999999999",
        "0x10",
        "1_000",
        "1.234",
        "12,50",
        "1,2,3",
        "1,0000",
        "1 000",
        "100.0000000000000000000000000000000001",
        "1" * 41,
        str(LARGEST_MINOR),
        "1\x00",
        "<b>1</b>",
    ],
)
def test_parse_refuses_what_is_no_amount(typed: str) -> None:
    with pytest.raises(BadAmount):
        Money.parse(typed, "USD")


@pytest.mark.parametrize("currency", ["", "usd", "XX", "RMB", "USD ", "US\x00"])
def test_parse_refuses_unknown_currencies(currency: str) -> None:
    with pytest.raises(UnknownCurrency) as caught:
        Money.parse("1", currency)

    assert caught.value.field == "currency"


def test_minor_units_follow_the_currency() -> None:
    assert Money.parse("12.5", "CNY") == Money(1250, "CNY")
    assert Money.parse("1250", "JPY") == Money(1250, "JPY")
    assert Money.parse("1.250", "KWD") == Money(1250, "KWD")


def test_yen_have_no_fraction() -> None:
    with pytest.raises(BadAmount):
        Money.parse("1.5", "JPY")


@given(st.integers(0, 10**12), st.integers(0, 10**12), currencies)
def test_adding_adds_minor_units(one: int, other: int, currency: str) -> None:
    assert Money(one, currency) + Money(other, currency) == Money(one + other, currency)


def test_adding_two_currencies_is_an_error() -> None:
    with pytest.raises(ValueError, match="never added up"):
        Money(1, "USD") + Money(1, "CNY")


@given(st.lists(amounts, max_size=30))
def test_totals_lose_nothing_and_mix_nothing(parts: list[Money]) -> None:
    totals = totals_by_currency(parts)

    assert [total.currency for total in totals] == sorted({part.currency for part in parts})
    assert sum(total.amount_minor for total in totals) == sum(part.amount_minor for part in parts)


def test_format_follows_the_language() -> None:
    deal = Money(506_000_000_000, "USD")

    assert deal.format("en") == "US$5,060,000,000"
    assert deal.format("zh-hans") == "US$5,060,000,000"
    assert Money(1_571_000_050, "CNY").format("zh-hans") == "¥15,710,000.50"
    assert Money(1_571_000_050, "CNY").format("en") == "CN¥15,710,000.50"


@given(amounts)
def test_format_never_rounds(amount: Money) -> None:
    digits = "".join(sign for sign in amount.format("en") if sign.isdigit() or sign == ".")

    assert Decimal(digits) == amount.value


@given(amounts)
def test_value_has_the_digits_of_the_currency(amount: Money) -> None:
    exponent = amount.value.as_tuple().exponent

    assert isinstance(exponent, int)
    assert -exponent == get_currency_precision(amount.currency)
