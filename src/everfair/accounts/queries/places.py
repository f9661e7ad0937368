"""Zones and sectors that an organisation may name. They belong to fairs, which stands on top of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q

from everfair.accounts.models import Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.fairs.models import Sector, Zone

ARCHIVED = "archived"


def zones_to_apply_to() -> QuerySet[Zone]:
    """Return the zones of all editions that are not archived, with their edition, the newest edition first."""
    zones = _related(Organisation, "applies_to").objects.exclude(edition__state=ARCHIVED).select_related("edition")
    return cast("QuerySet[Zone]", zones.order_by("-edition__opens", "edition_id", "position", "pk"))


def zones_with_applications(visible: Q) -> QuerySet[Zone]:
    """Return the zones that a vetter may filter by: those of their applications."""
    named = Organisation.objects.filter(visible).exclude(applies_to=None).values("applies_to")
    return zones_to_apply_to().filter(pk__in=named)


def sectors_to_name() -> QuerySet[Sector]:
    """Return the sectors of trade in services, in their order; none before the first fair is opened."""
    return cast(
        "QuerySet[Sector]", _related(_related(Organisation, "applies_to"), "sector").objects.order_by("position")
    )


def _related(model: Any, field: str) -> Any:
    return model._meta.get_field(field).related_model  # noqa: SLF001 -- Django's documented model API
