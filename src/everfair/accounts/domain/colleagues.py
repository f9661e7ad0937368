"""What is done to a colleague's membership: another role, or its end.

Everything happens while the organisation's row is held: two owners who remove each other at the same moment
do so one after the other, and the second one is no longer an owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.transaction import atomic

from everfair.accounts.access import can_change_role, can_follow_negotiations, can_remove
from everfair.accounts.domain.handover import open_work, pass_on
from everfair.accounts.domain.invitations import revoke_beyond_rights
from everfair.accounts.domain.memberships import held, tell_members
from everfair.accounts.enums import MemberRole
from everfair.accounts.errors import LastOwner, OpenWork
from everfair.accounts.member import Member
from everfair.accounts.models import Membership
from everfair.kernel.access import require
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.domain.handover import Heir


def change_role(target: Member, *, actor: Member, role: str) -> Member:
    """Give a colleague another role, or oneself a lesser one.

    Raises `LastOwner`, or `OpenWork` when the new role doesn't negotiate and the colleague leads something.
    """
    with atomic():
        actor, target = held(actor, target)
        require(can_change_role(actor, target, role))
        changed = Member(target.person, target.organisation, role)
        if role == target.role:
            return changed
        _ensure_another_owner(target)
        if not can_follow_negotiations(changed) and open_work(target):
            raise OpenWork(name=target.person.name)
        _rows(target).update(role=role)
        _log("membership.role_changed", target, actor=actor, old=target.role, role=role)
        revoke_beyond_rights(changed, actor=actor)
        tell_members(target.organisation)
    return changed


def end_membership(target: Member, *, actor: Member, heir: Heir | None = None) -> None:
    """Let a person leave (`actor` is the same one), or remove them; what they lead goes to `heir`.

    Raises `LastOwner`, and `HeirMissing` or `HeirUnfit` as `hand_over` does.
    """
    with atomic():
        actor, target = held(actor, target)
        require(can_remove(actor, target))
        _ensure_another_owner(target)
        pass_on(target, actor=actor, heir=heir)
        _rows(target).delete()
        left = actor.person.pk == target.person.pk
        _log("membership.ended", target, actor=actor, role=target.role, left=left)
        revoke_beyond_rights(target, actor=actor, left=True)
        tell_members(target.organisation)


def _ensure_another_owner(target: Member) -> None:
    """Refuse to take the last owner away; the caller holds the members."""
    if target.role != MemberRole.OWNER:
        return
    owners = Membership.objects.filter(organisation=target.organisation, role=MemberRole.OWNER, person__is_active=True)
    if not owners.exclude(person=target.person).exists():
        raise LastOwner


def _rows(target: Member) -> QuerySet[Membership]:
    return Membership.objects.filter(person=target.person, organisation=target.organisation)


def _log(name: str, target: Member, *, actor: Member, **payload: Any) -> None:
    log_event(
        name,
        actor=actor.person,
        subject=target.organisation,
        organisation=target.organisation,
        person=target.person.public_id,
        **payload,
    )
