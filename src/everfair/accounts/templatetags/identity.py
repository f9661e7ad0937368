"""The outside identity providers that people may sign in with."""

from __future__ import annotations

from django import template

from everfair.accounts.outside.provider import listed_providers

register = template.Library()


@register.simple_tag
def outside_providers() -> dict[str, str]:
    """Return their names in the reader's language, by id; empty in a fair without."""
    return listed_providers()
