"""Trade delegations as their officers and members see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from everfair.accounts.access import can_open_delegations, can_run_delegation
from everfair.accounts.countries import name_of_country
from everfair.accounts.enums import DelegationMemberState, EditionRole, OrganisationState
from everfair.accounts.models import (
    Delegation,
    DelegationImport,
    DelegationMember,
    DelegationOfficer,
    Membership,
    Organisation,
    Person,
    RoleGrant,
)
from everfair.accounts.officer import Officer
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.queries.places import sectors_to_name
from everfair.accounts.search_names import canonical_number, reduce_name
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from everfair.fairs.models import Edition

IN_IT = (DelegationMemberState.INVITED, DelegationMemberState.JOINED)
MOST_FOUND = 10
SHORTEST_SEARCH = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """How many members share something; `key` filters the list of members."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The members of a delegation, counted; only who has joined is counted by country and sector."""

    joined: int
    invited: int
    left: int
    waiting: int
    countries: Sequence[Tally]
    sectors: Sequence[Tally]


def officer_of(person: Person, public_id: str) -> Officer:
    """Return the person as who looks after a delegation; `NotFound` for everybody else. Two queries."""
    named = DelegationOfficer.objects.filter(delegation=OuterRef("pk"), person=person)
    delegation = (
        Delegation.objects.filter(public_id=public_id)
        .select_related("edition")
        .annotate(is_named=Exists(named))
        .first()
    )
    if delegation is None:
        raise NotFound
    officer = _officer(person, delegation, is_named=delegation.is_named)
    if not can_run_delegation(officer):
        raise NotFound
    return officer


def officer_now(person: Person, delegation: Delegation) -> Officer:
    """Return what somebody is to a delegation at this moment, be it nothing; two queries."""
    is_named = DelegationOfficer.objects.filter(delegation=delegation, person=person).exists()
    return _officer(person, delegation, is_named=is_named)


def delegations_of(person: Person) -> list[Delegation]:
    """Return the delegations that the person is an officer of, newest edition first; one query."""
    mine = Delegation.objects.filter(officers__person=person).select_related("edition")
    return list(mine.order_by("-edition__opens", "slug"))


def operated_delegations(person: Person) -> QuerySet[Delegation]:
    """Return the delegations of all editions that the person operates, each with `joined` and `waiting` counted."""
    return (
        Delegation.objects.filter(edition__in=[edition.pk for edition in operated_editions(person)])
        .select_related("edition")
        .annotate(
            joined=Count("members", filter=Q(members__state=DelegationMemberState.JOINED), distinct=True),
            invited=Count("members", filter=Q(members__state=DelegationMemberState.INVITED), distinct=True),
            officer_count=Count("officers", distinct=True),
        )
        .order_by("-edition__opens", "kind", "slug")
    )


def operated_editions(person: Person) -> list[Edition]:
    """Return the editions to which the person may open delegations, the newest first; one query."""
    grants = RoleGrant.objects.filter(person=person, role=EditionRole.OPERATOR).select_related("edition")
    editions = {grant.edition_id: grant.edition for grant in grants if can_open_delegations([grant], grant.edition_id)}
    return sorted(editions.values(), key=lambda edition: edition.opens, reverse=True)


def overview_of(delegation: Delegation, language: str) -> Overview:
    """Count a delegation's members; three queries."""
    states = dict(delegation.members.order_by().values_list("state").annotate(Count("id")))
    joined = [
        (member.organisation.country, member.organisation.sectors, member.organisation.state)
        for member in delegation.members.filter(state=DelegationMemberState.JOINED).select_related("organisation")
    ]
    waiting = {OrganisationState.APPLIED, OrganisationState.ASKED}
    named = {sector.code: sector.name for sector in sectors_to_name()}
    return Overview(
        joined=states.get(DelegationMemberState.JOINED, 0),
        invited=states.get(DelegationMemberState.INVITED, 0),
        left=states.get(DelegationMemberState.LEFT, 0),
        waiting=sum(state in waiting for _, _, state in joined),
        countries=_tallies((country or "", name_of_country(country, language)) for country, _, _ in joined),
        sectors=_tallies((code, str(named.get(code, code))) for _, codes, _ in joined for code in codes),
    )


def members_of(delegation: Delegation, *, state: str = "", vetting: str = "", words: str = "") -> QuerySet[Any]:
    """Return members with their organisations, by name; empty filters mean all that are in it or invited."""
    members = delegation.members.select_related("organisation").order_by("organisation__search_names", "id")
    members = members.filter(state=state) if state else members.filter(state__in=IN_IT)
    if vetting:
        members = members.filter(organisation__state=vetting)
    return members.filter(_named(words, "organisation__")) if words.strip() else members


def joined_organisations(delegation: Delegation) -> QuerySet[DelegationMember, int]:
    """Return the row ids of the organisations that are members, as a subquery."""
    return (
        delegation.members.filter(state=DelegationMemberState.JOINED).order_by().values_list("organisation", flat=True)
    )


def organisations_to_invite(delegation: Delegation, words: str) -> list[Organisation]:
    """Return organisations that a few words or a registration number find, and that are not in it; one query.

    An organisation that is not approved yet is found by its whole number alone.
    """
    if len(words.strip()) < SHORTEST_SEARCH:
        return []
    number = canonical_number(words)
    inside = DelegationMember.objects.filter(delegation=delegation, state__in=IN_IT).values("organisation")
    approved = Q(search_names__contains=reduce_name(words), state=OrganisationState.APPROVED)
    found = Organisation.objects.filter(approved | Q(registration_number=number))
    found = found.exclude(state=OrganisationState.REFUSED).exclude(pk__in=inside)
    return list(found.order_by("search_names", "id")[:MOST_FOUND])


def officers_of(delegation: Delegation) -> list[DelegationOfficer]:
    return list(delegation.officers.select_related("person").order_by("id"))


def imports_of(delegation: Delegation) -> QuerySet[DelegationImport]:
    return delegation.imports.select_related("upload", "person").order_by("-id")


def import_of(delegation: Delegation, public_id: str) -> DelegationImport:
    """Return one spreadsheet of a delegation; `NotFound` for one of another. One query."""
    found = imports_of(delegation).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def delegations_joined(organisation: Organisation) -> list[DelegationMember]:
    """Return an organisation's delegations and the invitations to some, open ones first; one query."""
    rows = DelegationMember.objects.filter(organisation=organisation, state__in=IN_IT)
    return list(rows.select_related("delegation__edition", "added_by").order_by("state", "-id"))


def invitations_open(organisations: Iterable[int]) -> dict[int, int]:
    """Return how many delegations wait for each organisation's answer, by row id; one query."""
    waiting = DelegationMember.objects.filter(organisation__in=organisations, state=DelegationMemberState.INVITED)
    return dict(waiting.order_by().values_list("organisation").annotate(Count("id")))


def has_members(organisation: Organisation) -> bool:
    """Tell whether somebody acts for an organisation."""
    return Membership.objects.filter(organisation=organisation).exists()


def _officer(person: Person, delegation: Delegation, *, is_named: bool) -> Officer:
    is_operator = can_open_delegations(grants_of(person), delegation.edition_id)
    return Officer(person, delegation, is_named=is_named, is_operator=is_operator)


def _named(words: str, path: str) -> Q:
    return Q(**{f"{path}search_names__contains": reduce_name(words)}) | Q(
        **{f"{path}registration_number": canonical_number(words)}
    )


def _tallies(pairs: Iterable[tuple[str, str]]) -> list[Tally]:
    counts: dict[tuple[str, str], int] = {}
    for pair in pairs:
        counts[pair] = counts.get(pair, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Tally(key, label, count) for (key, label), count in ranked]
