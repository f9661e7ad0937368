"""What other apps may use of the exhibition."""

from __future__ import annotations

from everfair.exhibition.domain.indexing import index_edition
from everfair.exhibition.enums import BoothState, ProjectState, SupplyMode
from everfair.exhibition.queries.cards import (
    ProjectCard,
    ZoneCount,
    latest_projects,
    open_booth_by_id,
    open_booths_of,
    project_cards,
    project_for_negotiation,
    zone_counts,
)
from everfair.exhibition.queries.hits import Hit, search_exhibition

__all__ = [
    "BoothState",
    "Hit",
    "ProjectCard",
    "ProjectState",
    "SupplyMode",
    "ZoneCount",
    "index_edition",
    "latest_projects",
    "open_booth_by_id",
    "open_booths_of",
    "project_cards",
    "project_for_negotiation",
    "search_exhibition",
    "zone_counts",
]
