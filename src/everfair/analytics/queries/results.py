"""Figures as other apps get them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from everfair.analytics.figures.registry import FIGURES
from everfair.analytics.queries.readings import Reading, read_figures, read_some
from everfair.analytics.written import write_number, write_plain, write_short

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

# The front page: a figure, and the one that is said in the same breath.
HEADLINES = (
    ("organisations.countries_and_regions", ""),
    ("projects.published_online", ""),
    ("negotiations.initiated", "negotiations.overseas_share"),
    ("events.total", ""),
)


@dataclass(frozen=True, slots=True)
class FigureResult:
    """A figure beside what was said of it.

    `published` is as it was printed, or plain; whether it was published, derived or assumed tells
    `provenance`. `computed` is plain and speaks of the closing, `now` is written for the reader. `match`
    is None where the two can't be compared: nothing was published, nothing can be counted, or the rows
    are those of a sample. Figures that can't be counted have None for both counts.
    """

    id: str
    label: str
    words: str
    published: str | None
    computed: str | None
    now: str | None
    match: bool | None
    provenance: str
    source: str
    unit: str
    group: str


@dataclass(frozen=True, slots=True)
class Headline:
    """A number for the front page, written for the reader."""

    id: str
    now: str
    words: str


def figure_results(edition: Edition) -> list[FigureResult]:
    """Return every figure of an edition in the order of its page; a query per source and one more."""
    return [result_of(reading) for reading in read_figures(edition)]


def headline_figures(edition: Edition) -> list[Headline]:
    """Return the few numbers that sum the fair up; those that are still zero are left out. Five queries."""
    wanted = [FIGURES[name] for pair in HEADLINES for name in pair if name]
    readings = {reading.figure.id: reading for reading in read_some(edition, wanted)}
    return [
        _headline(readings[name], readings.get(beside))
        for name, beside in HEADLINES
        if (counted := readings[name].now) and counted.value
    ]


def result_of(reading: Reading) -> FigureResult:
    figure, stated = reading.figure, reading.stated
    return FigureResult(
        id=figure.id,
        label=str(figure.label),
        words=str(figure.words),
        published=(stated.printed or stated.value) if stated else None,
        computed=write_plain(figure, reading.closing.value) if reading.closing else None,
        now=write_number(figure, reading.now.value) if reading.now else None,
        match=reading.match,
        provenance=str(reading.provenance),
        source=str(stated.source) if stated else "",
        unit=str(figure.unit),
        group=str(figure.group),
    )


def _headline(reading: Reading, beside: Reading | None) -> Headline:
    words = str(reading.figure.label)
    if beside and beside.now:
        share = write_number(beside.figure, beside.now.value)
        words = _("%(words)s · %(share)s from overseas") % {"words": words, "share": share}
    value = reading.now.value if reading.now else None
    return Headline(reading.figure.id, write_short(reading.figure, value), words)
