"""States of an edition, kinds of zones, ways of taking part."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    """Nothing hard-closes: after its last day an edition becomes evergreen."""

    PREPARING = "preparing", _("In preparation")
    LIVE = "live", _("Open now")
    EVERGREEN = "evergreen", _("Open all year")
    ARCHIVED = "archived", _("Archived")


EDITION_MOVES: dict[EditionState, frozenset[EditionState]] = {
    EditionState.PREPARING: frozenset({EditionState.LIVE}),
    EditionState.LIVE: frozenset({EditionState.EVERGREEN}),
    EditionState.EVERGREEN: frozenset({EditionState.LIVE, EditionState.ARCHIVED}),
    EditionState.ARCHIVED: frozenset({EditionState.EVERGREEN}),
}


class ZoneKind(models.TextChoices):
    COMPREHENSIVE = "comprehensive", _("Comprehensive zone")
    SPECIAL = "special", _("Special zone")
    AREA = "area", _("Country and province area")


class ParticipationMode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")
