"""Clocks of both sides, spans of time, and initials."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta, get_timezone_location
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.accounts.public import name_of_country
from everfair.kernel.clock import now
from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale
from everfair.kernel.templatetags.everfair import in_language
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation

register = template.Library()

_SHORT = {"zh-hans": "M月d日 HH:mm", "en": "d MMM, HH:mm"}
_OTHER_YEAR = {"zh-hans": "y年M月d日 HH:mm", "en": "d MMM y, HH:mm"}
_CHINA_TIME = "Asia/Shanghai"


@register.simple_tag
def clocks(moment: datetime, zone: str, viewer_zone: str) -> SafeString:
    """Write a moment by the clock of its place, and by the viewer's own where that differs."""
    there, here = moment.astimezone(ZoneInfo(zone)), moment.astimezone(ZoneInfo(viewer_zone))
    if there.utcoffset() == here.utcoffset():
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), short(here))
    own = short(here) if there.date() != here.date() else f"{here:%H:%M}"
    words = _("%(place)s %(time)s (your %(own)s)") % {"place": place_of(zone), "time": short(there), "own": own}
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)


@register.simple_tag
def own_clock(moment: datetime, viewer_zone: str) -> SafeString:
    """Write a moment by the viewer's clock."""
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), short(moment.astimezone(ZoneInfo(viewer_zone)))
    )


@register.filter
def place_of(zone: str) -> str:
    """Name a time zone by its city; China's by Beijing, as everybody says."""
    if zone == _CHINA_TIME:
        return _("Beijing")
    return str(get_timezone_location(zone, locale=_locale(), return_city=True))


@register.filter
def span(duration: timedelta) -> str:
    """Write a span of time in its largest unit: 2 hours, 3 days."""
    return format_timedelta(duration, locale=_locale(), threshold=1.5)


@register.filter
def initial(name: Text | str) -> str:
    """Return the character that stands for somebody."""
    return str(name).strip()[:1].upper() or "·"


@register.filter
def country(code: str | None) -> str:
    """Write the name of a country or region in the reader's language; "" for none."""
    return name_of_country(code, _language())


@register.filter
def with_country(organisation: Organisation) -> SafeString:
    """Write an organisation's name and its country; an international organisation has none."""
    name = in_language(organisation.name)
    if not organisation.country:
        return format_html("{}", name)
    return format_html(_("{name}, {country}"), name=name, country=country(organisation.country))


def short(local: datetime) -> str:
    """Write day and time; the year only where it is not this one."""
    patterns = _SHORT if local.year == now().year else _OTHER_YEAR
    return format_datetime(local, patterns[_language()], locale=_locale())


def _language() -> str:
    return get_language() or DEFAULT_LANGUAGE


def _locale() -> str:
    return babel_locale(_language())
