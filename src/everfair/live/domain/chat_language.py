"""Which language a line is in, as far as its script tells."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_BY_SCRIPT = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "ARABIC": "ar",
    "CYRILLIC": "ru",
    "THAI": "th",
    "DEVANAGARI": "hi",
}
_ADDRESS = re.compile(r"https?://[!-~]+")
# A Chinese sign says as much as a few letters: a line with a company's name in it is still Chinese.
_LETTERS_OF_A_SIGN = 5
_KANA = frozenset({"HIRAGANA", "KATAKANA"})


def language_of(body: str, *, spoken: str) -> str:
    """Return a language tag, "" where the script alone doesn't tell and the author speaks none written in it.

    Latin letters are believed to be English only of who uses the fair in English.
    """
    said = _ADDRESS.sub("", body)
    scripts = Counter(
        unicodedata.name(sign, "").partition(" ")[0] for sign in said if unicodedata.category(sign)[0] == "L"
    )
    if not scripts:
        return ""
    if scripts.keys() & _KANA:
        return "ja"
    scripts["CJK"] *= _LETTERS_OF_A_SIGN
    script = max(scripts, key=lambda name: (scripts[name], name))
    if script == "LATIN":
        return "en" if spoken.startswith("en") else ""
    return _BY_SCRIPT.get(script, "")
