"""Search over the whole exhibition, for the search page of the fair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from everfair.exhibition.highlight import Why
from everfair.exhibition.models import Exhibitor
from everfair.exhibition.queries.cards import published
from everfair.exhibition.queries.matching import Words, best_first, matching
from everfair.exhibition.queries.results import Reader, Result, exhibitor_results, project_results

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: `kind` is "project" or "exhibitor"; title and summary are safe HTML with the words marked."""

    kind: str
    public_id: str
    url: str
    title: SafeString
    summary: SafeString
    why: Why | None
    sector_code: str


def search_exhibition(edition: Edition, q: str, language: str, *, limit: int) -> list[Hit]:
    """Return up to `limit` projects, then up to `limit` exhibitors, that carry every word of `q`, best first.

    At most six queries; none for a `q` without a letter or digit.
    """
    words = Words.read(q)
    if not words:
        return []
    reader = Reader(edition, language, words.marker())
    projects = best_first(matching(published(edition), words), words)[:limit]
    exhibitors = best_first(matching(Exhibitor.objects.filter(edition=edition), words), words)[:limit]
    results = (*project_results(projects, reader), *exhibitor_results(exhibitors, reader))
    return [_hit(result) for result in results]


def _hit(result: Result) -> Hit:
    return Hit(
        kind=result.kind,
        public_id=result.public_id,
        url=result.url,
        title=result.title,
        summary=result.summary,
        why=result.why,
        sector_code=result.sector_code,
    )
