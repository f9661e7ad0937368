"""People as the desk sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from everfair.accounts.enums import EditionRole
from everfair.accounts.models import Membership, Person, RoleGrant
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from everfair.accounts.queries.grants import Grant
    from everfair.fairs.models import Edition

SHORTEST = 2


def search_people(words: str) -> QuerySet[Person]:
    """Return people whose name holds the words, or whose mail address begins with them; best first."""
    found = Q(name__icontains=words) | Q(email__istartswith=words)
    rank = Case(
        When(email__iexact=words, then=Value(0)),
        When(name__istartswith=words, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return Person.objects.filter(found, erased_at=None).annotate(rank=rank).order_by("rank", "name", "id")


def staff_of(edition_ids: Collection[int]) -> QuerySet[RoleGrant]:
    """Return all roles in these editions with their people; one query."""
    grants = RoleGrant.objects.filter(edition_id__in=edition_ids).select_related("person", "edition", "zone")
    return grants.order_by("-edition__opens", "role", "person__name", "id")


def person_for_desk(public_id: str) -> Person:
    """Return a person by public id; `NotFound`."""
    person = Person.objects.filter(public_id=public_id).first()
    if person is None:
        raise NotFound
    return person


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the desk knows of a person; 3 queries."""

    memberships: list[Membership]
    grants: list[RoleGrant]
    is_confirmed: bool


def dossier_of(person: Person) -> Dossier:
    return Dossier(
        list(Membership.objects.filter(person=person).select_related("organisation").order_by("id")),
        list(staff_of_person(person)),
        EmailAddress.objects.filter(user=person, verified=True).exists(),
    )


def staff_of_person(person: Person) -> QuerySet[RoleGrant]:
    grants = RoleGrant.objects.filter(person=person).select_related("edition", "zone", "person")
    return grants.order_by("-edition__opens", "id")


def operated_editions(grants: Iterable[Grant], person: Person) -> list[Edition]:
    """Return the editions that somebody with these grants operates, the newest first, with their zones; 2 queries."""
    if not any(grant.role == EditionRole.OPERATOR for grant in grants):
        return []
    rows = RoleGrant.objects.filter(person=person, role=EditionRole.OPERATOR).select_related("edition")
    rows = rows.prefetch_related("edition__zones").order_by("-edition__opens")
    return [row.edition for row in rows]
