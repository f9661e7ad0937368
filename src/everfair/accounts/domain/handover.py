"""Open work goes from one member of an organisation to another, in one step.

Every app that lets somebody lead something registers a part; the caller's transaction moves them all or none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.access import can_negotiate, can_remove
from everfair.accounts.domain.memberships import held, still_member, tell_members
from everfair.accounts.errors import HeirMissing, HeirUnfit
from everfair.accounts.models import Person
from everfair.kernel.access import require
from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.member import Member
    from everfair.accounts.models import Organisation


class Nobody(Enum):
    """Said on purpose: for now nobody leads what is left."""

    LEADS = "nobody"


Heir = Person | Nobody


@dataclass(frozen=True, slots=True)
class HandoverPart:
    """`count` tells how many things a person leads for an organisation; `move` gives them to another, or to nobody.

    `words` write a number of them ("3 open negotiations").
    """

    name: str
    words: Callable[[int], str]
    count: Callable[[Person, Organisation], int]
    move: Callable[[Person, Person | None, Organisation], int]


_parts: dict[str, HandoverPart] = {}


def hands_over(part: HandoverPart) -> None:
    """Let a sort of work be handed over when somebody leaves."""
    _parts[part.name] = part


def open_work(member: Member) -> list[str]:
    """Return in words what a member leads; one query a part, nothing for who leads nothing."""
    counted = ((part, part.count(member.person, member.organisation)) for part in _parts.values())
    return [part.words(count) for part, count in counted if count]


def hand_over(target: Member, *, actor: Member, heir: Heir | None) -> int:
    """Give all open work of a member to a colleague; return how many things moved.

    Raises `HeirMissing` if there is work and nobody is named, `HeirUnfit` if the colleague can't take it.
    """
    with atomic():
        actor, target = held(actor, target)
        require(can_remove(actor, target))
        return pass_on(target, actor=actor, heir=heir)


def pass_on(target: Member, *, actor: Member, heir: Heir | None) -> int:
    """Do so in the transaction of a caller who has checked the right and holds the members."""
    if not open_work(target):
        return 0
    if heir is None:
        raise HeirMissing(field="heir")
    to = _fit(heir, target) if isinstance(heir, Person) else None
    things = sum(part.move(target.person, to, target.organisation) for part in _parts.values())
    log_event(
        "handover.done",
        actor=actor.person,
        subject=target.organisation,
        organisation=target.organisation,
        person=target.person.public_id,
        to=to.public_id if to else None,
        things=things,
    )
    tell_members(target.organisation)
    return things


def _fit(heir: Person, target: Member) -> Person:
    member = still_member(heir, target.organisation)
    if member is None or heir.pk == target.person.pk or not can_negotiate(member) or not heir.is_active:
        raise HeirUnfit(field="heir")
    return heir
