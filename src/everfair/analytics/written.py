"""How a value is written: plain for comparing and for machines, and as readers of a language expect it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from babel.numbers import format_compact_currency, format_decimal, get_currency_precision
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.analytics.enums import Unit
from everfair.analytics.figures.figure import Figure
from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale
from everfair.kernel.money import Money

HOUR = 60


def write_plain(figure: Figure, value: Decimal | None) -> str | None:
    """Return "22000", "42.3%" or "5060000000.00"; None for no value."""
    if value is None:
        return None
    if figure.unit == Unit.MONEY:
        return str(Money(int(value), figure.currency).value)
    return f"{value}%" if figure.unit == Unit.PERCENT else str(int(value))


def read_plain(figure: Figure, value: str) -> Decimal | None:
    """Return what `write_plain` wrote, None for what it can't have written; amounts come back in minor units."""
    try:
        number = Decimal(value.removesuffix("%") if figure.unit == Unit.PERCENT else value)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return number.scaleb(get_currency_precision(figure.currency)) if figure.unit == Unit.MONEY else number


def write_number(figure: Figure, value: Decimal | None) -> str:
    """Return the value for the reader, exactly; a dash where there is none."""
    if value is None:
        return "–"
    if figure.unit == Unit.MONEY:
        return Money(int(value), figure.currency).format(_language())
    if figure.unit == Unit.MINUTES:
        return write_minutes(int(value))
    return _percent(value) if figure.unit == Unit.PERCENT else _decimal(value)


def write_short(figure: Figure, value: Decimal | None) -> str:
    """Return the value for the reader as a headline: large amounts in hundred millions or billions."""
    if value is None or figure.unit != Unit.MONEY:
        return write_number(figure, value)
    amount = Money(int(value), figure.currency).value
    return format_compact_currency(amount, figure.currency, locale=babel_locale(_language()), fraction_digits=2)


def write_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": _decimal(hours), "minutes": rest}


def write_share(part: int, whole: int) -> str:
    """Return how many of a hundred, at one decimal half up where that says anything; a dash of nothing."""
    if not whole:
        return "–"
    tenths = (Decimal(1000 * part) / whole + Decimal("0.5")).__floor__()
    return _percent(Decimal(tenths) / 10) if tenths or not part else "< 0.1%"


def _percent(value: Decimal) -> str:
    return format_decimal(value, "0.0", locale=babel_locale(_language())) + "%"


def _decimal(value: Decimal | int) -> str:
    return format_decimal(value, locale=babel_locale(_language()))


def _language() -> str:
    return get_language() or DEFAULT_LANGUAGE
