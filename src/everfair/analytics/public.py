"""What other apps may use of analytics."""

from __future__ import annotations

from everfair.analytics.domain.publication import Publication, publish_figures
from everfair.analytics.enums import Provenance, Relation
from everfair.analytics.queries.results import FigureResult, Headline, figure_results, headline_figures

__all__ = [
    "FigureResult",
    "Headline",
    "Provenance",
    "Publication",
    "Relation",
    "figure_results",
    "headline_figures",
    "publish_figures",
]
