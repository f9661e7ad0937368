"""Money as integer minor units of one currency; never a float, never a sum over currencies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

from babel.numbers import format_currency, get_currency_precision, list_currencies
from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import DomainError
from everfair.kernel.languages import babel_locale

LARGEST_MINOR = 10**17
LONGEST_AMOUNT = 40

_AMOUNT = re.compile(r"(\d+|\d{1,3}([,，]\d{3})+)(\.\d+)?")
_EXACT = Context(prec=2 * LONGEST_AMOUNT)


class BadAmount(DomainError):
    code = "bad_amount"
    sentence = _("Write the amount as a number, for example 1250000.00.")
    status = 400


class UnknownCurrency(DomainError):
    code = "unknown_currency"
    sentence = _("Choose a currency by its ISO code, for example CNY, USD or EUR.")
    status = 400


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """`amount_minor` counts the smallest unit of `currency` (ISO 4217): 100 = USD 1.00 = JPY 100."""

    amount_minor: int
    currency: str

    @classmethod
    def parse(cls, amount: str, currency: str) -> Money:
        """Read "1,250,000.50" and "USD"; `BadAmount` or `UnknownCurrency` if they are not that.

        A comma parts thousands and nothing else: "12,50" is refused, not read as 1,250.
        """
        if currency not in list_currencies():
            raise UnknownCurrency(field="currency")
        typed = amount.strip()
        if len(typed) > LONGEST_AMOUNT or not _AMOUNT.fullmatch(typed):
            raise BadAmount(field="amount")
        value = Decimal(typed.replace(",", "").replace("，", ""))
        minor = value.scaleb(get_currency_precision(currency), _EXACT)
        if minor != minor.to_integral_value() or minor > LARGEST_MINOR:
            raise BadAmount(field="amount")
        return cls(int(minor), currency)

    @property
    def value(self) -> Decimal:
        return Decimal(self.amount_minor).scaleb(-get_currency_precision(self.currency))

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            message = f"{self.currency} and {other.currency} are never added up"
            raise ValueError(message)
        return Money(self.amount_minor + other.amount_minor, self.currency)

    def format(self, language: str) -> str:
        """Write the amount as readers of `language` expect it, minor units only where there are any."""
        pattern = None if self.value % 1 else "¤#,##0"
        return format_currency(
            self.value,
            self.currency,
            format=pattern,
            locale=babel_locale(language),
            currency_digits=pattern is None,
        )


def totals_by_currency(amounts: Iterable[Money]) -> list[Money]:
    """Return one total per currency, by currency code."""
    totals: dict[str, int] = defaultdict(int)
    for amount in amounts:
        totals[amount.currency] += amount.amount_minor
    return [Money(minor, currency) for currency, minor in sorted(totals.items())]
