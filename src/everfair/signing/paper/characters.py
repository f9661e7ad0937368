"""Characters that a reader can't see, or that no font can draw, written out so that nothing hides."""

from __future__ import annotations

import re

LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Controls, lone surrogates, noncharacters, and marks that turn or hide the text around them (Unicode 15, 23.2-23.8).
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def show_hidden(words: str) -> str:
    """Return the words with line feeds as the only line breaks, and hidden characters written as ‹U+202E›."""
    return HIDDEN.sub(_code, LINE_BREAKS.sub("\n", words).replace("\t", " "))


def spell_out(words: str, characters: frozenset[str]) -> str:
    """Return the words with each of the characters written as ‹U+1F600›."""
    return words.translate({ord(character): spell(character) for character in characters})


def spell(character: str) -> str:
    return f"‹U+{ord(character):04X}›"


def _code(match: re.Match[str]) -> str:
    return spell(match.group())
