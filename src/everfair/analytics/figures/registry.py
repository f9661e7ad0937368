"""All figures there are, in the order of the page."""

from __future__ import annotations

from everfair.analytics.figures.came import CAME
from everfair.analytics.figures.figure import Figure
from everfair.analytics.figures.published import PUBLISHED
from everfair.analytics.figures.shown import SHOWN
from everfair.analytics.figures.signed import SIGNED
from everfair.analytics.figures.talked import TALKED
from everfair.kernel.errors import NotFound

FIGURES: dict[str, Figure] = {figure.id: figure for figure in (*CAME, *SHOWN, *TALKED, *SIGNED, *PUBLISHED)}


def figure_by_id(figure_id: str) -> Figure:
    """Return a figure; `NotFound` if there is none of that name."""
    if figure_id not in FIGURES:
        raise NotFound
    return FIGURES[figure_id]
