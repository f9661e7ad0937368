"""What other apps may use of fairs."""

from __future__ import annotations

from everfair.fairs.access import can_open_edition, can_operate
from everfair.fairs.domain.edition import EditionPlan, move_edition, open_edition
from everfair.fairs.domain.participation import participate
from everfair.fairs.domain.sectors import ensure_sectors
from everfair.fairs.domain.zones import add_zone, rename_zone
from everfair.fairs.enums import EditionState, ParticipationMode, ZoneKind
from everfair.fairs.errors import EditionArchived
from everfair.fairs.interfaces.led_to import edition_led_to
from everfair.fairs.queries.editions import (
    current_edition,
    edition_by_slug,
    editions_of,
    ensure_not_archived,
    sectors,
    zone_by_slug,
    zones_of,
)

__all__ = [
    "EditionArchived",
    "EditionPlan",
    "EditionState",
    "ParticipationMode",
    "ZoneKind",
    "add_zone",
    "can_open_edition",
    "can_operate",
    "current_edition",
    "edition_by_slug",
    "edition_led_to",
    "editions_of",
    "ensure_not_archived",
    "ensure_sectors",
    "move_edition",
    "open_edition",
    "participate",
    "rename_zone",
    "sectors",
    "zone_by_slug",
    "zones_of",
]
