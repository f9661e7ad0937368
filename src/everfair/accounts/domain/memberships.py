"""Who acts for an organisation, and who runs an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.accounts.errors import AlreadyMember
from everfair.accounts.models import Membership, RoleGrant
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation, Person
    from everfair.fairs.models import Edition, Zone


def add_member(organisation: Organisation, person: Person, *, actor: Person | None, role: str) -> Membership:
    """Let a person act for an organisation; `AlreadyMember` if they do. The caller has checked that the actor may."""
    try:
        with atomic():
            membership = Membership.objects.create(organisation=organisation, person=person, role=role)
            log_event(
                "membership.added",
                actor=actor,
                subject=organisation,
                organisation=organisation,
                person=person.public_id,
                role=role,
            )
    except IntegrityError as error:
        raise AlreadyMember from error
    return membership


def grant_role(person: Person, *, actor: Person | None, role: str, edition: Edition, zone: Zone | None = None) -> None:
    """Give a person a role in an edition, or in one zone of it; a second time changes nothing.

    The caller has checked that the actor may.
    """
    with atomic():
        _, is_new = RoleGrant.objects.get_or_create(person=person, role=role, edition=edition, zone=zone)
        if is_new:
            log_event("role.granted", actor=actor, subject=person, edition=edition, role=role)
