"""Zones of an edition: added, renamed, put in order, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.db.models import Max, ProtectedError
from django.db.transaction import atomic
from django.utils.text import slugify

from everfair.accounts.public import grants_of
from everfair.fairs.access import can_operate
from everfair.fairs.domain.edition import lock_edition
from everfair.fairs.enums import ZoneKind
from everfair.fairs.errors import NameMissing, SecondComprehensiveZone, TooManyZones, ZoneInUse
from everfair.fairs.models import Edition, Sector, Zone
from everfair.kernel.access import require
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.kernel.text import Text

MOST_ZONES = 60
LONGEST_STEM = 50
Direction = Literal["up", "down"]


def add_zone(
    edition: Edition, *, actor: Person, version: int, kind: ZoneKind, name: Text, sector: Sector | None = None
) -> Zone:
    """Add a zone after the others; its address comes from its English name."""
    _check(edition, actor, name)
    with atomic():
        edition = lock_edition(edition, version)
        zones = Zone.objects.filter(edition=edition)
        if zones.count() >= MOST_ZONES:
            raise TooManyZones(limit=MOST_ZONES)
        if kind == ZoneKind.COMPREHENSIVE and zones.filter(kind=kind).exists():
            raise SecondComprehensiveZone(field="kind")
        last = zones.aggregate(last=Max("position"))["last"]
        zone = Zone.objects.create(
            edition=edition,
            slug=_free_slug(edition, name),
            kind=kind,
            name=name,
            sector=None if kind == ZoneKind.COMPREHENSIVE else sector,
            position=0 if last is None else last + 1,
        )
        log_event("zone.added", actor=actor, subject=zone, edition=edition, zone=zone.slug, kind=kind.value)
        _forget_pages(edition)
    return zone


def rename_zone(zone: Zone, *, actor: Person, version: int, name: Text) -> Zone:
    """Give a zone another name; its address stays, so that no link breaks."""
    _check(zone.edition, actor, name)
    with atomic():
        edition = lock_edition(zone.edition, version)
        zone.name = name
        zone.save(update_fields=["name"])
        log_event("zone.renamed", actor=actor, subject=zone, edition=edition, zone=zone.slug)
        _forget_pages(edition)
    return zone


def move_zone(zone: Zone, *, actor: Person, version: int, direction: Direction) -> None:
    """Put a zone one place up or down; at the end of the row nothing changes."""
    require(can_operate(grants_of(actor), zone.edition))
    with atomic():
        edition = lock_edition(zone.edition, version)
        row = list(Zone.objects.filter(edition=edition).order_by("position", "pk"))
        here = row.index(zone)
        there = here + (1 if direction == "down" else -1)
        if not 0 <= there < len(row):
            return
        row[here], row[there] = row[there], row[here]
        for position, each in enumerate(row):
            each.position = position
        Zone.objects.bulk_update(row, ["position"])
        log_event("zone.moved", actor=actor, subject=zone, edition=edition, zone=zone.slug, direction=direction)
        _forget_pages(edition)


def remove_zone(zone: Zone, *, actor: Person, version: int) -> None:
    """Remove a zone in which nobody stands; `ZoneInUse` if somebody does."""
    require(can_operate(grants_of(actor), zone.edition))
    try:
        with atomic():
            edition = lock_edition(zone.edition, version)
            log_event("zone.removed", actor=actor, subject=zone, edition=edition, zone=zone.slug)
            zone.delete()
            _forget_pages(edition)
    except ProtectedError as error:
        raise ZoneInUse from error


def _check(edition: Edition, actor: Person, name: Text) -> None:
    require(can_operate(grants_of(actor), edition))
    if not name:
        raise NameMissing(field="name_zh")


def _free_slug(edition: Edition, name: Text) -> str:
    """The caller holds the edition's lock, so the answer stays true until the zone is written."""
    stem = slugify(name.get("en", ""))[:LONGEST_STEM].strip("-") or "zone"
    taken = set(Zone.objects.filter(edition=edition, slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, MOST_ZONES + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def _forget_pages(edition: Edition) -> None:
    purge(f"edition-{edition.slug}")
