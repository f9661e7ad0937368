"""Rows that carry the words of a query."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import connection
from django.db.models import F, Model, QuerySet

from everfair.exhibition.highlight import Marker, marker_for
from everfair.exhibition.search import full_query, is_han, loose_query, query_tokens, runs_of

Row = TypeVar("Row", bound=Model)

NEAR_ROWS = 50
NEAR_ENOUGH = 0.6
SHORTEST_TYPO = 4


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader typed, as terms."""

    typed: str = ""
    terms: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, typed: str) -> Words:
        return cls(" ".join(typed.split()), query_tokens(typed))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def marker(self) -> Marker:
        """Return what marks these words; one small query where there are English ones."""
        latin = [term for term in self.terms if not is_han(term)]
        return marker_for(self.terms, _stems(latin)) if self.terms else Marker()


def matching(rows: QuerySet[Row], words: Words) -> QuerySet[Row]:
    """Return the rows that carry every term."""
    return _carrying(rows, full_query(words.terms))


def nearly_matching(rows: QuerySet[Row], words: Words) -> QuerySet[Row]:
    """Return the rows that carry some of the words, best first: better than an empty page."""
    query = loose_query(words.terms)
    return by_rank(_carrying(rows, query), query)


def best_first(rows: QuerySet[Row], words: Words) -> QuerySet[Row]:
    return by_rank(rows, full_query(words.terms))


def by_rank(rows: QuerySet[Row], query: SearchQuery | None) -> QuerySet[Row]:
    """Return the rows, those that speak most of the query first."""
    return rows.order_by(SearchRank(F("search"), query).desc(), "-pk") if query else rows


def did_you_mean(rows: QuerySet[Row], words: Words) -> str | None:
    """Return the typed words with typos put right by the names there are, or None; two queries per English word."""
    better = [_nearest(rows, term) for term in words.terms]
    return " ".join(better) if better != words.terms else None


def _nearest(rows: QuerySet[Row], term: str) -> str:
    """Return the word nearest to an English one among all names; a word that finds something is no typo."""
    if is_han(term) or len(term) < SHORTEST_TYPO or matching(rows, Words(term, [term])).exists():
        return term
    near = (
        rows.filter(search_names__trigram_word_similar=term)
        .order_by(TrigramWordSimilarity(term, "search_names").desc(), "pk")
        .values_list("search_names", flat=True)[:NEAR_ROWS]
    )
    known = sorted({word for names in near for word in runs_of(names) if not is_han(word)})
    return next(iter(get_close_matches(term, known, n=1, cutoff=NEAR_ENOUGH)), term)


def _carrying(rows: QuerySet[Row], query: SearchQuery | None) -> QuerySet[Row]:
    return rows.filter(search=query) if query else rows


def _stems(latin: list[str]) -> dict[str, str]:
    if not latin:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, coalesce((ts_lexize('english_stem', word))[1], '') FROM unnest(%s::text[]) AS word", [latin]
        )
        return dict(cursor.fetchall())
