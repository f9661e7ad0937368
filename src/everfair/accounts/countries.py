"""Names of countries and regions, as the fair writes them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from babel import Locale

from everfair.kernel.languages import babel_locale

# The fair's own names come before CLDR's.
OVERRIDES = {
    "HK": {"zh-hans": "中国香港", "en": "Hong Kong, China"},
    "MO": {"zh-hans": "中国澳门", "en": "Macao, China"},
    "TW": {"zh-hans": "中国台湾", "en": "Taiwan, China"},
}
FIRST = ("CN", "HK", "MO", "TW")

# Two letters in CLDR that are no ISO 3166 country: groupings, islands reserved for the post, private use.
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})


def name_of_country(code: str | None, language: str) -> str:
    """Return the name of an ISO 3166 alpha-2 code; "" for no country, the code itself if it is unknown."""
    if not code:
        return ""
    return _names(language).get(code, code)


def is_country(code: str) -> bool:
    return code in _names("en")


def countries(language: str) -> list[tuple[str, str]]:
    """Return (code, name) of all: China and its regions first, then as readers of the language look them up."""
    names = _names(language)
    rest = sorted((code for code in names if code not in FIRST), key=lambda code: _sort_key(names[code]))
    return [(code, names[code]) for code in (*FIRST, *rest)]


@cache
def _names(language: str) -> dict[str, str]:
    return dict(_read(language))


def _read(language: str) -> Iterator[tuple[str, str]]:
    for code, name in Locale.parse(babel_locale(language)).territories.items():
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY:  # noqa: PLR2004 -- alpha-2 codes
            yield code, OVERRIDES.get(code, {}).get(language, name)


def _sort_key(name: str) -> bytes:
    """GB 18030 keeps the common characters in pinyin order; Latin names sort without accents mattering much."""
    return name.replace("Å", "A").encode("gb18030")
