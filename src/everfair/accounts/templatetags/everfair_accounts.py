"""Words about organisations, and the doors that only a demo fair has."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from everfair.accounts.countries import name_of_country
from everfair.kernel.languages import DEFAULT_LANGUAGE

register = template.Library()

_TAGS = {"applied": "tag-gold", "approved": "tag-jade", "refused": "tag-accent"}


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
