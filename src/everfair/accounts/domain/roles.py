"""Roles in an edition: given and taken, and never so that an edition is left without an operator."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.access import can_grant_roles
from everfair.accounts.desk_errors import LastOperator, OwnRole, RoleGone, ZoneMissing
from everfair.accounts.domain.memberships import grant_role
from everfair.accounts.enums import EditionRole
from everfair.accounts.models import Person, RoleGrant
from everfair.accounts.queries.grants import grants_of
from everfair.kernel.access import require
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.fairs.models import Edition, Zone


def give_role(person: Person, *, actor: Person, role: EditionRole, edition: Edition, zone: Zone | None = None) -> None:
    """Give a person a role; a second time changes nothing. `OwnRole`, `ZoneMissing`, `Forbidden`."""
    if actor.pk == person.pk:
        raise OwnRole
    if role == EditionRole.SECTION_LEAD and zone is None:
        raise ZoneMissing(field="zone")
    with atomic():
        hold_operators({edition.pk})
        require(can_grant_roles(grants_of(actor), edition.pk))
        over = zone if role == EditionRole.SECTION_LEAD else None
        grant_role(person, actor=actor, role=role, edition=edition, zone=over)


def take_role(grant: RoleGrant, *, actor: Person) -> None:
    """Take a role away, also one's own; `LastOperator`, `RoleGone` if somebody was faster."""
    with atomic():
        hold_operators({grant.edition_id})
        require(can_grant_roles(grants_of(actor), grant.edition_id))
        if grant.role == EditionRole.OPERATOR:
            ensure_operator_remains({grant.edition_id}, without=grant.person)
        gone, _ = RoleGrant.objects.filter(pk=grant.pk).delete()
        if not gone:
            raise RoleGone
        log_event(
            "role.revoked",
            actor=actor,
            subject=grant.person,
            edition=grant.edition_id,
            role=grant.role,
            zone=grant.zone.slug if grant.zone else None,
        )


def hold_operators(edition_ids: Collection[int]) -> None:
    """Hold still who operates these editions until the caller's transaction ends; always in the same order."""
    operators = RoleGrant.objects.filter(edition_id__in=edition_ids, role=EditionRole.OPERATOR)
    list(operators.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def ensure_operator_remains(edition_ids: Collection[int], *, without: Person) -> None:
    """Raise `LastOperator` if one of these editions has no other who can sign in; the caller holds the operators."""
    operators = RoleGrant.objects.filter(edition_id__in=edition_ids, role=EditionRole.OPERATOR)
    led = set(operators.filter(person__is_active=True).exclude(person=without).values_list("edition_id", flat=True))
    for grant in operators.filter(person=without).select_related("edition"):
        if grant.edition_id not in led:
            raise LastOperator(edition=str(grant.edition.name))


def editions_operated_by(person: Person) -> set[int]:
    """Return the row ids of the editions that a person operates."""
    return {grant.edition_id for grant in grants_of(person) if grant.role == EditionRole.OPERATOR}
