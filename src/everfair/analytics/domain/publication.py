"""Puts published figures beside the counted ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.analytics.enums import Provenance, Relation
from everfair.analytics.errors import BadFigureValue, UnknownFigure
from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.models import PublishedFigure
from everfair.analytics.written import read_plain
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.text import Text

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.fairs.models import Edition


NOTHING = Text()


@dataclass(frozen=True, slots=True)
class Publication:
    """One published figure: `value` is exact and plain, the other words are as they were printed."""

    figure: str
    value: str
    provenance: Provenance
    currency: str = ""
    printed: str = ""
    words_zh: str = ""
    source: Text = NOTHING
    relation: Relation = Relation.EXACT
    note: Text = NOTHING


def publish_figures(
    edition: Edition, publications: Iterable[Publication], *, actor: Person | None = None
) -> list[PublishedFigure]:
    """Write what was published about an edition; a figure that was there before is written anew.

    `UnknownFigure` or `BadFigureValue` if one can't be held against a count; then none is written.
    """
    rows = [_row(edition, publication) for publication in publications]
    words = [field.name for field in fields(Publication) if field.name != "figure"]
    with atomic():
        PublishedFigure.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["edition", "figure"], update_fields=words
        )
        log_event("figures.published", actor=actor, subject=edition, edition=edition, figures=len(rows))
        purge("figures")
    return rows


def _row(edition: Edition, publication: Publication) -> PublishedFigure:
    figure = FIGURES.get(publication.figure)
    if figure is None:
        raise UnknownFigure(figure=publication.figure)
    if read_plain(figure, publication.value) is None or publication.currency != figure.currency:
        raise BadFigureValue(figure=publication.figure, value=f"{publication.value} {publication.currency}".strip())
    words = {field.name: getattr(publication, field.name) for field in fields(publication)}
    return PublishedFigure(edition=edition, **words)
