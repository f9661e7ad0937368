"""Organisations that join an edition as exhibitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.accounts.public import can_exhibit, can_manage
from everfair.exhibition.domain.indexing import index_exhibitors
from everfair.exhibition.errors import AlreadyExhibits, NotApprovedYet
from everfair.exhibition.models import Exhibitor
from everfair.fairs.public import ensure_not_archived, participate
from everfair.kernel.access import require
from everfair.kernel.errors import NotFound
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.fairs.models import Edition, Sector, Zone


def join_edition(edition: Edition, *, actor: Member, zone: Zone, sector: Sector, mode: str) -> Exhibitor:
    """Make the actor's organisation an exhibitor of the edition, in one zone under one main sector.

    Raises `NotApprovedYet`, `AlreadyExhibits`, `EditionArchived`, or `NotFound` for a zone of another edition.
    """
    require(can_manage(actor))
    if not can_exhibit(actor):
        raise NotApprovedYet
    ensure_not_archived(edition)
    if zone.edition_id != edition.pk:
        raise NotFound
    try:
        with atomic():
            exhibitor = Exhibitor.objects.create(
                edition=edition, organisation=actor.organisation, zone=zone, sector=sector
            )
            participate(edition, actor.organisation, mode, actor=actor.person)
            log_event(
                "exhibitor.joined",
                actor=actor.person,
                subject=exhibitor,
                organisation=actor.organisation,
                edition=edition,
                zone=zone.slug,
                sector=sector.code,
            )
            index_exhibitors([exhibitor.pk])
            purge("catalogue")
    except IntegrityError as error:
        raise AlreadyExhibits from error
    return exhibitor
