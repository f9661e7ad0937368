"""Whoever runs streams, with all rights that predicates ask for, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.accounts.public import EditionRole, Grant, grants_here, memberships, person_of
from everfair.live.access import can_run_stream

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.accounts.models import Person
    from everfair.accounts.public import Member
    from everfair.live.models import Stream


@dataclass(frozen=True, slots=True)
class Runner:
    """`person` is None for who sits at the machine itself: the command line."""

    person: Person | None
    grants: tuple[Grant, ...] = ()
    members: tuple[Member, ...] = ()

    def runs(self, stream: Stream) -> bool:
        return can_run_stream(self.grants, self.members, stream)


def runner_of(request: HttpRequest) -> Runner:
    """Return the signed-in person with their roles; `Forbidden` for a stranger."""
    return Runner(person_of(request), tuple(grants_here(request)), tuple(memberships(request)))


def runner_at_the_machine(edition_id: int) -> Runner:
    """Return the administrator at the command line, who operates every edition."""
    return Runner(None, (Grant(EditionRole.OPERATOR, edition_id, zone_id=None),))
