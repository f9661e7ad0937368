"""Search in Chinese and English: how text becomes tokens, and words become a query.

A document is indexed with the words that rjieba sees, overlapping ones included, and with all pairs of
neighbouring Chinese characters as a net: whatever the segmentation of the query, a literal occurrence
is found. English is stemmed by PostgreSQL beside that. Tokens hold letters and digits only, so nothing
that a reader types can become an operator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from types import ModuleType

from django.contrib.postgres.search import SearchQuery

from everfair.kernel.text import Text

LONGEST_QUERY = 100
MOST_TERMS = 12
# Words that say nothing about what is looked for; they count only where there are no others.
STOP_WORDS = frozenset({"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class Searchable:
    """What a row is found by: `heading` counts more than `body`."""

    heading: tuple[Text, ...]
    body: tuple[Text, ...] = ()

    @property
    def heading_tokens(self) -> str:
        return document_tokens(_all_words(self.heading))

    @property
    def heading_english(self) -> str:
        return _english(self.heading)

    @property
    def body_tokens(self) -> str:
        return document_tokens(_all_words(self.body))

    @property
    def body_english(self) -> str:
        return _english(self.body)

    @property
    def names(self) -> str:
        """Return the heading for the trigram column, which forgives typos."""
        return normal(_all_words(self.heading))


def document_tokens(text: str) -> str:
    """Return what `to_tsvector('simple', ...)` gets for a text: its words, then the net of Chinese pairs."""
    plain = normal(text)
    runs = _RUN.findall(plain)
    words = [word for word in _segmenter().cut_for_search(plain) if _RUN.fullmatch(word)]
    uncut = set(runs).difference(words)
    latin = [run for run in runs if run in uncut and not is_han(run)]
    return " ".join((*words, *latin, *(token for run in runs if is_han(run) for token in _net(run))))


def query_tokens(words: str) -> list[str]:
    """Return the terms of a query, each of which a result must carry: runs of Chinese, words of anything else."""
    runs = list(dict.fromkeys(runs_of(words[:LONGEST_QUERY])))
    return ([run for run in runs if run not in STOP_WORDS] or runs)[:MOST_TERMS]


def full_query(terms: Iterable[str]) -> SearchQuery | None:
    """Return the query for rows that carry every term, or None without terms."""
    queries = [_query_for(term) for term in terms]
    return reduce(and_, queries) if queries else None


def loose_query(terms: Iterable[str]) -> SearchQuery | None:
    """Return the query for rows that carry any word of any term, or None without terms."""
    queries = [_raw(word) for term in terms for word in words_of(term)]
    return reduce(or_, queries) if queries else None


def runs_of(text: str) -> list[str]:
    """Return the runs of Chinese and the words of anything else, in order, in one width and case."""
    return _RUN.findall(normal(text))


def words_of(term: str) -> list[str]:
    """Return the words within a term: a Chinese run may hold several."""
    return [word for word in _segmenter().cut(term) if _RUN.fullmatch(word)] if is_han(term) else [term]


def pairs_of(term: str) -> list[str]:
    """Return all neighbouring pairs of characters."""
    return [left + right for left, right in pairwise(term)]


def normal(text: str) -> str:
    """Return the text in one width and case."""
    return unicodedata.normalize("NFKC", text).lower()


def is_han(run: str) -> bool:
    return bool(_IS_HAN.match(run))


def _net(run: str) -> Iterator[str]:
    """All pairs, and the last character alone, so that every single character begins a token."""
    yield from pairs_of(run)
    yield run[-1]


def _query_for(term: str) -> SearchQuery:
    """A Latin word matches as it is or by its stem; Chinese matches by its words or by its pairs."""
    if not is_han(term):
        return _raw(term) | SearchQuery(term, config="english")
    if len(term) == 1:
        return SearchQuery(f"'{term}':*", config="simple", search_type="raw")
    by_words = reduce(and_, map(_raw, words_of(term)))
    return by_words | reduce(and_, map(_raw, pairs_of(term)))


def _raw(word: str) -> SearchQuery:
    return SearchQuery(f"'{word}'", config="simple", search_type="raw")


def _all_words(texts: Iterable[Text]) -> str:
    return " ".join(words for text in texts for words in text.values())


def _english(texts: Iterable[Text]) -> str:
    return " ".join(text["en"] for text in texts if "en" in text)


def _segmenter() -> ModuleType:
    """Return rjieba; its dictionary takes a sixth of a second to load, which only those who search wait for."""
    import rjieba  # noqa: PLC0415 -- see above

    return rjieba
