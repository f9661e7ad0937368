"""Figures with all that is known of them: as published, at closing, now, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everfair.analytics.enums import Provenance, Relation
from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.models import PublishedFigure
from everfair.analytics.queries.counting import Counted, count_figures
from everfair.analytics.written import read_plain, write_number, write_short
from everfair.kernel.errors import NotFound
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from everfair.analytics.figures.figure import Figure
    from everfair.fairs.models import Edition

SAMPLE = "demo"  # the scale of a replay that is smaller than what was published


@dataclass(frozen=True, slots=True)
class Reading:
    """`closing` and `now` are None where the figure leaves no rows; `is_sample` where fewer rows are meant."""

    figure: Figure
    stated: PublishedFigure | None
    closing: Counted | None
    now: Counted | None
    provenance: Provenance
    is_sample: bool

    @property
    def stated_value(self) -> Decimal | None:
        """What was published, in the unit that counts have: percent, or minor units."""
        return read_plain(self.figure, self.stated.value) if self.stated else None

    @property
    def now_written(self) -> str:
        return write_number(self.figure, self.now.value if self.now else None)

    @property
    def now_short(self) -> str:
        return write_short(self.figure, self.now.value if self.now else None)

    @property
    def closing_written(self) -> str:
        return write_number(self.figure, self.closing.value if self.closing else None)

    @property
    def stated_written(self) -> str:
        return write_number(self.figure, self.stated_value)

    @property
    def stated_short(self) -> str:
        return write_short(self.figure, self.stated_value)

    @property
    def said(self) -> str:
        """The published value in few words: as it was printed for those who read Chinese."""
        if self.stated is None:
            return ""
        sentences = {
            Provenance.PUBLISHED: _("published: %(value)s"),
            Provenance.DERIVED: _("derived: %(value)s"),
            Provenance.ASSUMED: _("assumed: %(value)s"),
        }
        value = self.stated_short
        if self.stated.printed and get_language() == DEFAULT_LANGUAGE:
            value = self.stated.printed
        elif self.stated.relation == Relation.AT_LEAST:
            value = _("%(value)s or more") % {"value": value}
        return sentences[self.provenance] % {"value": value}

    @property
    def match(self) -> bool | None:
        """Whether the rows say what was published; None where the two are not to be compared."""
        if self.stated is None or self.closing is None or self.is_sample:
            return None
        counted, stated = self.closing.value, self.stated_value
        if counted is None or stated is None:
            return False
        return counted >= stated if self.stated.relation == Relation.AT_LEAST else counted == stated


def read_figures(edition: Edition) -> list[Reading]:
    """Return every figure that this edition has, in the order of the page; a query per source and one more."""
    stated = {row.figure: row for row in PublishedFigure.objects.filter(edition=edition)}
    shown = [figure for figure in FIGURES.values() if not figure.local or figure.id in stated]
    return _readings(edition, shown, stated)


def read_some(edition: Edition, figures: Iterable[Figure]) -> list[Reading]:
    """Return these figures; `NotFound` if one of them is another fair's own."""
    figures = list(figures)
    ids = [figure.id for figure in figures]
    stated = {row.figure: row for row in PublishedFigure.objects.filter(edition=edition, figure__in=ids)}
    if any(figure.local and figure.id not in stated for figure in figures):
        raise NotFound
    return _readings(edition, figures, stated)


def _readings(edition: Edition, figures: list[Figure], stated: dict[str, PublishedFigure]) -> list[Reading]:
    counts = count_figures(edition, figures)
    otherwise = Provenance.ASSUMED if edition.is_synthetic else Provenance.COUNTED
    readings = []
    for figure in figures:
        row, pair = stated.get(figure.id), counts.get(figure.id)
        readings.append(
            Reading(
                figure=figure,
                stated=row,
                closing=pair.closing if pair else None,
                now=pair.now if pair else None,
                provenance=Provenance(row.provenance) if row else otherwise,
                is_sample=edition.scale == SAMPLE,
            )
        )
    return readings
