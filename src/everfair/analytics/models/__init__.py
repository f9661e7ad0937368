"""What was published about an edition."""

from everfair.analytics.models.published_figure import PublishedFigure

__all__ = ["PublishedFigure"]
