"""Words about organisations, and the doors that only a demo fair has."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from everfair.accounts.countries import name_of_country
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from everfair.accounts.models import Person

register = template.Library()

MINUTE, HOUR = 60, 3600

_TAGS = {"applied": "tag-gold", "asked": "tag-gold", "approved": "tag-jade", "refused": "tag-accent"}


@register.filter
def country(code: str | None) -> str:
    """Write the name of a country or region in the reader's language; "" for none."""
    return name_of_country(code, get_language() or DEFAULT_LANGUAGE)


@register.filter
def state_tag(state: str) -> str:
    """Return the colour word of an organisation's state."""
    return _TAGS[state]


@register.simple_tag
def demo_page(route: str) -> str:
    """Return the address of a page that only demo fairs have; "" in a real fair."""
    try:
        return reverse(route) if settings.OPTIONS.shows_demo else ""
    except NoReverseMatch:
        return ""


@register.simple_tag
def fair_address() -> str:
    """Return where the fair is reached from outside."""
    return str(settings.OPTIONS.address)


@register.filter
def waiting(seconds: int) -> str:
    """Write how long somebody has to wait, in the unit that one would say."""
    if seconds < MINUTE:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    if seconds < HOUR:
        minutes = ceil(seconds / MINUTE)
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = ceil(seconds / HOUR)
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}


@register.simple_tag
def avatar(person: Person) -> SafeString:
    """Draw a person's picture, or the first letters of their name."""
    if person.avatar_id is None:
        return format_html('<span class="avatar" aria-hidden="true">{}</span>', initials(person.name or person.email))
    version = salted_hmac("everfair.avatar", str(person.avatar_id)).hexdigest()[:8]
    address = f"{reverse('accounts:person-avatar', args=[person.public_id])}?v={version}"
    return format_html('<img class="avatar" src="{}" alt="" width="40" height="40" loading="lazy">', address)


def initials(name: str) -> str:
    """Return 李 for 李雷, NS for Nok Srisai."""
    words = name.split()
    if not words:
        return ""
    if not words[0][0].isascii() or len(words) == 1:
        return words[0][0].upper()
    return (words[0][0] + words[-1][0]).upper()
