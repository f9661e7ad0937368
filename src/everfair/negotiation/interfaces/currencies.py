"""Currencies as a choice, those of the fair's usual partners."""

from __future__ import annotations

from babel.numbers import get_currency_name
from django.utils.translation import get_language

from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale

CURRENCIES = (
    "CNY USD EUR GBP JPY HKD MOP TWD KRW SGD MYR THB IDR VND PHP INR PKR BDT LKR KZT UZS RUB TRY AED SAR QAR ILS "
    "EGP ZAR NGN KES ETB MAD CHF SEK NOK DKK PLN CZK HUF RON BGN RSD AUD NZD CAD MXN BRL ARS CLP COP PEN"
)


def currency_choices() -> list[tuple[str, str]]:
    """Return (code, "code · name") in the reader's language."""
    locale = babel_locale(get_language() or DEFAULT_LANGUAGE)
    return [(code, f"{code} · {get_currency_name(code, locale=locale)}") for code in CURRENCIES.split()]
