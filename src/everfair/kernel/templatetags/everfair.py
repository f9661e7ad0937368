"""Filters and tags that every template of the house may use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale
from everfair.kernel.money import Money
from everfair.kernel.tabs import ShownTab, tabs_at
from everfair.kernel.text import Text

register = template.Library()

_HTML_TAGS = {"zh-hans": "zh-Hans"}
_DAY = {"zh-hans": "M月d日 EEEE", "en": "EEEE d MMMM"}


def _language() -> str:
    return get_language() or DEFAULT_LANGUAGE


@register.filter
def in_language(text: Text | str | None) -> str | SafeString:
    """Write a text in the reader's language; a fallback says which language it is in."""
    if not isinstance(text, Text):
        return text or ""
    picked = text.pick(_language())
    if not picked.is_fallback:
        return picked.value
    return format_html('<span lang="{}">{}</span>', html_lang(picked.language), picked.value)


@register.filter
def html_lang(language: str) -> str:
    """Return the BCP 47 tag for `lang` attributes."""
    return _HTML_TAGS.get(language, language)


@register.filter
def money(amount: Money) -> str:
    return amount.format(_language())


@register.filter
def number(value: int) -> str:
    return format_decimal(value, locale=babel_locale(_language()))


@register.simple_tag
def when(moment: datetime, zone: str, style: str = "full") -> SafeString:
    """Write a moment in a zone: `full` day and time, `day`, or `time`; the element carries UTC.

    A small script adds the reader's own time beside it where that differs.
    """
    local = moment.astimezone(ZoneInfo(zone))
    return format_html(
        '<time datetime="{}" data-zone="{}" data-style="{}">{}</time>',
        moment.isoformat(),
        zone,
        style,
        _written(local, style),
    )


@register.inclusion_tag("kernel/tabs.html", takes_context=True)
def tabs(context: dict[str, Any], place: str, current: str, *, subject: object = None) -> dict[str, object]:
    """Draw the row of tabs at a place; `current` is the key of the one that is open."""
    shown: list[ShownTab] = tabs_at(place, context["request"], subject)
    return {"tabs": shown, "current": current}


@register.filter
def day(value: date) -> str:
    """Write a calendar day with its weekday."""
    return format_date(value, _DAY[_language()], locale=babel_locale(_language()))


def _written(local: datetime, style: str) -> str:
    locale = babel_locale(_language())
    if style == "time":
        return format_time(local, "HH:mm", locale=locale)
    if style == "day":
        return format_date(local, "long", locale=locale)
    return format_datetime(
        local, "yyyy年M月d日 HH:mm" if _language() == "zh-hans" else "d MMM yyyy, HH:mm", locale=locale
    )
