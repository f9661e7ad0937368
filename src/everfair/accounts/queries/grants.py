"""Who runs what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.accounts.enums import EditionRole
from everfair.accounts.models import Person, RoleGrant

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from everfair.fairs.models import Edition


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in an edition; `zone_id` is set where it reaches over one zone only."""

    role: str
    edition_id: int
    zone_id: int | None


def grants_of(person: Person | AnonymousUser) -> list[Grant]:
    """Return all roles of a person (none for a stranger); one query."""
    if not person.is_authenticated:
        return []
    rows = RoleGrant.objects.filter(person_id=person.pk).order_by("id")
    return [Grant(row.role, row.edition_id, row.zone_id) for row in rows]


def is_operator(person: Person | AnonymousUser, edition: Edition) -> bool:
    """Tell whether the person operates this edition; False for a stranger."""
    return any(grant.role == EditionRole.OPERATOR and grant.edition_id == edition.pk for grant in grants_of(person))
