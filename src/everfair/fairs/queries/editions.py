"""Editions, their zones, the sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Value, When

from everfair.fairs.enums import EditionState
from everfair.fairs.errors import EditionArchived
from everfair.fairs.models import Edition, Sector, Zone
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

# A visitor without a wish is led to what is open now, else to what was open last, else to what comes.
_PREFERRED = (EditionState.LIVE, EditionState.EVERGREEN, EditionState.PREPARING)


def edition_by_slug(slug: str) -> Edition:
    """Return an edition with its fair by the first part of its addresses; `NotFound` if there is none. One query."""
    try:
        return Edition.objects.select_related("fair").get(slug=slug)
    except Edition.DoesNotExist as error:
        raise NotFound from error


def current_edition() -> Edition | None:
    """Return the edition that visitors are led to, with its fair; None before the first one. One query."""
    preference = Case(*(When(state=state, then=Value(rank)) for rank, state in enumerate(_PREFERRED)))
    return (
        Edition.objects.select_related("fair")
        .filter(state__in=_PREFERRED)
        .order_by(preference, "-opens", "-pk")
        .first()
    )


def editions_of(edition: Edition) -> QuerySet[Edition]:
    """Return all editions of the same fair, the newest first."""
    return Edition.objects.filter(fair_id=edition.fair_id).order_by("-opens", "-pk")


def zones_of(edition: Edition) -> QuerySet[Zone]:
    """Return the zones of an edition with their sectors, in the operators' order. One query."""
    return Zone.objects.filter(edition=edition).select_related("sector").order_by("position", "pk")


def zone_by_slug(edition: Edition, slug: str) -> Zone:
    """Return a zone with its sector; `NotFound` if the edition has none of that name. One query."""
    zone = zones_of(edition).filter(slug=slug).first()
    if zone is None:
        raise NotFound
    return zone


def sectors() -> QuerySet[Sector]:
    """Return the twelve sectors of trade in services in their order. One query."""
    return Sector.objects.order_by("position")


def ensure_not_archived(edition: Edition) -> None:
    """Raise `EditionArchived` where nothing may be added any more."""
    if edition.state == EditionState.ARCHIVED:
        raise EditionArchived
