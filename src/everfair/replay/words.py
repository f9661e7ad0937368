"""A text in the fair's two languages, filled from the data files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Words(NamedTuple):
    """The same words in Chinese and in English; an empty one was never written."""

    zh: str
    en: str

    def fill(self, slots: Mapping[str, Words]) -> Words:
        """Put each slot's words into both languages."""
        return Words(
            self.zh.format_map({name: words.zh for name, words in slots.items()}),
            _capital(self.en.format_map({name: words.en for name, words in slots.items()})),
        )

    def cut(self, longest: int) -> Words:
        return Words(self.zh[:longest], self.en[:longest])

    def only(self, language: str) -> Words:
        return Words(self.zh, "") if language == "zh-hans" else Words("", self.en)

    def join(self, other: Words, *, zh: str, en: str) -> Words:
        """Put two texts one after the other, with the sign between them that each language needs."""
        return Words(
            zh.join(part for part in (self.zh, other.zh) if part),
            en.join(part for part in (self.en, other.en) if part),
        )

    def json(self) -> str:
        """Return the value of a `TextField` column."""
        return json.dumps(self.plain(), ensure_ascii=False)

    def plain(self) -> dict[str, str]:
        return {tag: words for tag, words in (("zh-hans", self.zh), ("en", self.en)) if words}


NOTHING = Words("", "")


def words(pair: Sequence[str]) -> Words:
    """Read [Chinese, English] from a data file."""
    chinese, english = pair
    return Words(chinese, english)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
