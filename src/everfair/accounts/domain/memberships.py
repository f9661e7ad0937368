"""Who acts for an organisation, and who runs an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.accounts.errors import AlreadyMember, NoLongerMember
from everfair.accounts.member import Member
from everfair.accounts.models import Membership, Organisation, RoleGrant
from everfair.kernel.errors import Forbidden
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish

if TYPE_CHECKING:
    from everfair.accounts.models import Person
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
            tell_members(organisation)
    except IntegrityError as error:
        raise AlreadyMember from error
    return membership


def hold_members(organisation: Organisation) -> Organisation:
    """Hold still who belongs to an organisation, and as what, until the caller's transaction ends.

    The lock lets others write rows that name the organisation. Take it before any other, always.
    """
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def still_member(person: Person, organisation: Organisation) -> Member | None:
    """Return the person as the member they are now; one query."""
    role = Membership.objects.filter(person=person, organisation=organisation).values_list("role", flat=True).first()
    return Member(person, organisation, role) if role else None


def held_actor(actor: Member) -> Member:
    """Hold the members and return the one who acts as they are now; `Forbidden` for who was removed meanwhile."""
    now = still_member(actor.person, hold_members(actor.organisation))
    if now is None:
        raise Forbidden
    return now


def held(actor: Member, target: Member) -> tuple[Member, Member]:
    """Hold the members and return these two as they are now; `NoLongerMember` if the second one has gone."""
    actor = held_actor(actor)
    now = still_member(target.person, target.organisation)
    if now is None:
        raise NoLongerMember
    return actor, now


def tell_members(organisation: Organisation) -> None:
    """Let the organisation's open pages look again."""
    publish(f"organisation.{organisation.public_id}", "members", {})


def grant_role(person: Person, *, actor: Person | None, role: str, edition: Edition, zone: Zone | None = None) -> None:
    """Give a person a role in an edition, or in one zone of it; a second time changes nothing.

    The caller has checked that the actor may.
    """
    with atomic():
        _, is_new = RoleGrant.objects.get_or_create(person=person, role=role, edition=edition, zone=zone)
        if is_new:
            over = zone.slug if zone else None
            log_event("role.granted", actor=actor, subject=person, edition=edition, role=role, zone=over)
