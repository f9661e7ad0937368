"""Words that a host does not want: found however they are spelt.

A text and a listed word are both reduced to what a reader sees in them: wide letters become narrow, accents and
invisible signs go, letters of other alphabets that look alike become Latin, and digits inside a word become the
letters that they stand for. Words of scripts that put blanks between words must match a whole word, so that a listed
word hits no longer word that contains it; Chinese, Japanese and Korean words are found anywhere, blanks or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

_CYRILLIC = dict(zip("авеіјкмнорѕтухьԛԝ", "abeijkmhopstyxbqw", strict=True))
_GREEK = dict(zip("αβεηικνορτυχωϲϳ", "abenikvoptyxwcj", strict=True))
_OTHERS = {
    "с": "c",
    "һ": "h",
    "ԁ": "d",
    "ӏ": "l",
    "ɡ": "g",
    "ɩ": "i",
    "ı": "i",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ß": "ss",
}
_SIGNS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}
_LOOKALIKES = str.maketrans({**_CYRILLIC, **_GREEK, **_OTHERS})
_SPOKEN_SIGNS = str.maketrans(_SIGNS)
_WORD = re.compile(r"[\w@$!|]+")
_UNSPACED = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
_INKLESS = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


class Listed(NamedTuple):
    """A word of the list: as the host wrote it, and as its bare words."""

    written: str
    bare: tuple[str, ...]


def unwelcome_word(text: str, words: str) -> str | None:
    """Return the first word of the list (one in a line) that the text has in it, as the host wrote it."""
    listed = read_list(words)
    if not listed:
        return None
    spaced = [tuple(found) for found in _readings(text)]
    squeezed = "".join(bare_words(text))
    return next((word.written for word in listed if _is_in(word.bare, spaced, squeezed)), None)


@lru_cache(maxsize=256)
def read_list(words: str) -> tuple[Listed, ...]:
    """Read a list; lines that come to nothing are left out."""
    read = (Listed(" ".join(line.split()), tuple(bare_words(line))) for line in words.splitlines())
    return tuple(word for word in read if word.bare)


def bare_words(text: str) -> list[str]:
    """Reduce a text to bare words; doing it again to the result changes nothing."""
    spaced = " ".join(text.split())
    bare = _drop_inkless(unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", spaced).casefold()))
    looked = _UNSPACED.sub(r" \g<0> ", bare.translate(_LOOKALIKES).replace("_", " "))
    return [word for word in map(_spoken, _WORD.findall(looked)) if word]


def has_ink(text: str) -> bool:
    """Tell whether a reader sees anything at all."""
    return bool(_drop_inkless(text).strip())


def _drop_inkless(text: str) -> str:
    """Drop marks and invisible signs; what they stood on is put together again (Korean)."""
    kept = "".join(sign for sign in text if sign not in _FILLERS and unicodedata.category(sign) not in _INKLESS)
    return unicodedata.normalize("NFC", kept)


def _spoken(word: str) -> str:
    """Read signs as letters where there is a letter beside them; a number stays a number."""
    word = word.strip("!|")
    if any(sign.isalpha() for sign in word):
        word = word.translate(_SPOKEN_SIGNS)
    return "".join(sign for sign in word if sign.isalnum())


def _readings(text: str) -> Iterator[list[str]]:
    """Yield the words as they stand, with s p a c e d  l e t t e r s put together, and with looong letters cut."""
    plain = bare_words(text)
    joined = [part for is_letter, run in groupby(plain, lambda word: len(word) == 1) for part in _join(is_letter, run)]
    yield plain
    yield joined
    for most in (1, 2):
        yield [re.sub(r"(.)\1{2,}", lambda run, most=most: run[1] * most, word) for word in joined]  # type: ignore[misc]  # re.sub's callback with a bound default


def _join(is_letter: bool, run: Iterator[str]) -> Iterator[str]:  # noqa: FBT001 -- groupby's key
    if is_letter:
        yield "".join(run)
    else:
        yield from run


def _is_in(bare: tuple[str, ...], spaced: list[tuple[str, ...]], squeezed: str) -> bool:
    whole = "".join(bare)
    if _UNSPACED.search(whole):
        return whole in squeezed
    length = len(bare)
    return any(found[place : place + length] == bare for found in spaced for place in range(len(found) - length + 1))
