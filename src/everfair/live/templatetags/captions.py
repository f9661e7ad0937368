"""What templates say about captions."""

from __future__ import annotations

import re
from datetime import datetime

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from everfair.live.languages import own_name

register = template.Library()


@register.filter
def language_name(tag: str) -> str:
    return own_name(tag)


@register.filter
def milliseconds(moment: datetime) -> int:
    """Return a moment as scripts count: milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


@register.filter
def marked(text: str, words: str) -> SafeString:
    """Write a text with what was searched for marked in it."""
    terms = sorted(map(re.escape, words.split()), key=len, reverse=True)
    if not terms:
        return escape(text)
    pieces = re.split(f"({'|'.join(terms)})", text, flags=re.IGNORECASE)
    written = (f"<mark>{escape(piece)}</mark>" if place % 2 else escape(piece) for place, piece in enumerate(pieces))
    return mark_safe("".join(written))
