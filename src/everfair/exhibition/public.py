"""What other apps may use of the exhibition."""

from __future__ import annotations

from everfair.exhibition.domain.indexing import index_edition
from everfair.exhibition.enums import ProjectState, SupplyMode
from everfair.exhibition.queries.cards import (
    ProjectCard,
    ZoneCount,
    latest_projects,
    project_cards,
    project_for_negotiation,
    zone_counts,
)
from everfair.exhibition.queries.hits import Hit, search_exhibition

__all__ = [
    "Hit",
    "ProjectCard",
    "ProjectState",
    "SupplyMode",
    "ZoneCount",
    "index_edition",
    "latest_projects",
    "project_cards",
    "project_for_negotiation",
    "search_exhibition",
    "zone_counts",
]
