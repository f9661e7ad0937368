"""Who acts for whom."""

from __future__ import annotations

from everfair.accounts.enums import MemberRole
from everfair.accounts.member import Member
from everfair.accounts.models import Membership, Person


def memberships_of(person: Person) -> list[Member]:
    """Return everything the person may act for, the oldest first; one query."""
    rows = Membership.objects.filter(person=person).select_related("organisation").order_by("id")
    return [Member(person, row.organisation, row.role) for row in rows]


def people_to_notify(organisation_id: int) -> list[Person]:
    """Return the active people who answer for an organisation: all roles but statistics; one query."""
    answering = [role for role in MemberRole if role != MemberRole.STATISTICS]
    return list(
        Person.objects.filter(
            is_active=True, memberships__organisation_id=organisation_id, memberships__role__in=answering
        ).order_by("memberships__id")
    )
