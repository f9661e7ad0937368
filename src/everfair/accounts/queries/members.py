"""Who acts for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from everfair.accounts.access import can_negotiate
from everfair.accounts.enums import MemberRole
from everfair.accounts.member import Member
from everfair.accounts.models import Membership, Person
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of an organisation, and since when."""

    member: Member
    since: datetime


def memberships_of(person: Person) -> list[Member]:
    """Return everything the person may act for, the oldest first; one query."""
    rows = Membership.objects.filter(person=person).select_related("organisation").order_by("id")
    return [Member(person, row.organisation, row.role) for row in rows]


def member_of(person: Person, public_id: str) -> Member:
    """Return the person as a member of one organisation; `NotFound` for whom it is not theirs; one query."""
    row = (
        Membership.objects.filter(person=person, organisation__public_id=public_id)
        .select_related("organisation")
        .first()
    )
    if row is None:
        raise NotFound
    return Member(person, row.organisation, row.role)


def colleagues_of(organisation: Organisation) -> list[Colleague]:
    """Return everybody who acts for an organisation: owners first, then by role and name; one query."""
    rows = Membership.objects.filter(organisation=organisation).select_related("person")
    found = [Colleague(Member(row.person, organisation, row.role), row.created_at) for row in rows]
    ranks = list(MemberRole.values)
    return sorted(found, key=lambda one: (ranks.index(one.member.role), one.member.person.name, one.since))


def is_alone(member: Member) -> bool:
    """Tell whether nobody else acts for the member's organisation; one query."""
    return not Membership.objects.filter(organisation=member.organisation).exclude(person=member.person).exists()


def colleague_of(member: Member, person_id: str) -> Member:
    """Return somebody (by public id) of the member's organisation, maybe the member; `NotFound` for strangers."""
    rows = Membership.objects.filter(organisation=member.organisation, person__public_id=person_id)
    row = rows.select_related("person").first()
    if row is None:
        raise NotFound
    return Member(row.person, member.organisation, row.role)


def heirs_of(leaver: Member) -> list[Person]:
    """Return the colleagues who could take over what somebody leads; one query."""
    others = (one.member for one in colleagues_of(leaver.organisation) if one.member.person.pk != leaver.person.pk)
    return [other.person for other in others if other.person.is_active and can_negotiate(other)]


def person_by_mail(email: str) -> Person | None:
    """Return who signs in with a mail address, None if nobody does."""
    return Person.objects.filter(email__iexact=email.strip(), is_active=True).first()


def people_to_notify(organisation_id: int) -> list[Person]:
    """Return the active people who answer for an organisation: all roles but statistics; one query."""
    answering = [role for role in MemberRole if role != MemberRole.STATISTICS]
    return list(
        Person.objects.filter(
            is_active=True, memberships__organisation_id=organisation_id, memberships__role__in=answering
        ).order_by("memberships__id")
    )
