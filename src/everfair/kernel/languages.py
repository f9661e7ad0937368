"""Which language a reader gets; pure, so that the edge and Django always agree."""

from __future__ import annotations

import re

LANGUAGES = ("zh-hans", "en")
DEFAULT_LANGUAGE = "zh-hans"
COOKIE = "language"

_QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")
_LOCALES = {"zh-hans": "zh_Hans_CN", "en": "en_GB"}


def babel_locale(language: str) -> str:
    """Return the CLDR locale of one of our languages."""
    return _LOCALES.get(language, _LOCALES[DEFAULT_LANGUAGE])


def choose_language(query: str | None, cookie: str | None, accept: str | None) -> str:
    """Return one of `LANGUAGES`: `?lang=` wins over the cookie, the cookie over Accept-Language."""
    for wish in (query, cookie):
        if wish and wish.lower() in LANGUAGES:
            return wish.lower()
    return _from_accept(accept or "")


def _from_accept(header: str) -> str:
    ranked = sorted((_weighed(part) for part in header[:500].split(",")), key=lambda pair: -pair[1])
    for tag, weight in ranked:
        if weight <= 0:
            continue
        primary = tag.split("-")[0]
        if primary == "zh":
            return "zh-hans"
        if primary == "en":
            return "en"
    # A reader who asks for neither script is better served by English than by Chinese.
    asked = any(tag not in ("", "*") and weight > 0 for tag, weight in ranked)
    return "en" if asked else DEFAULT_LANGUAGE


def _weighed(part: str) -> tuple[str, float]:
    """Read one "en;q=0.8"; a weight that is none counts as zero."""
    tag, *parameters = (piece.strip() for piece in part.lower().split(";"))
    quality = next((value for name, _, value in (word.partition("=") for word in parameters) if name == "q"), "1")
    return tag, float(quality) if _QUALITY.fullmatch(quality) else 0.0
