"""What languages are called: by those who speak them, and by whoever reads the page."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError


def own_name(tag: str) -> str:
    """Return how speakers of a language (BCP 47) write its name: 中文, Français; the tag itself where nobody knows."""
    return _name(tag, None)


def name_in(tag: str, language: str) -> str:
    """Return what a language is called in another, both BCP 47."""
    return _name(tag, language)


def _name(tag: str, language: str | None) -> str:
    try:
        reader = Locale.parse(language, sep="-") if language else None
        name = Locale.parse(tag, sep="-").get_display_name(reader)
    except (ValueError, UnknownLocaleError):
        name = None
    return name[:1].upper() + name[1:] if name else tag
