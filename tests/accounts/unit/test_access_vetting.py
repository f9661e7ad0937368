"""Who vets, and who reads the papers: every predicate against every role."""

from __future__ import annotations

import pytest

from everfair.accounts.access import can_read_papers, can_vet, can_vet_organisations
from everfair.accounts.enums import EditionRole, MemberRole
from everfair.accounts.member import Member
from everfair.accounts.models import Organisation, Person
from everfair.accounts.queries.grants import Grant

pytestmark = pytest.mark.unit

ZONE, OTHER_ZONE = 7, 8
OURS, OTHERS = Organisation(pk=1, applies_to_id=ZONE), Organisation(pk=2, applies_to_id=ZONE)
ROLES = [(role, zone) for role in EditionRole.values for zone in (None, ZONE, OTHER_ZONE)]


@pytest.mark.parametrize(("role", "zone"), ROLES)
def test_desk_is_open_to_operators_and_leads_of_a_zone(role: str, zone: int | None) -> None:
    opens = role == "operator" or (role == "section_lead" and zone is not None)

    assert can_vet_organisations([Grant(role, 1, zone)]) is opens


@pytest.mark.parametrize(("role", "zone"), ROLES)
def test_section_lead_vets_its_own_zone_alone(role: str, zone: int | None) -> None:
    grants = [Grant(role, 1, zone)]

    assert can_vet(grants, OURS) is (role == "operator" or (role == "section_lead" and zone == ZONE))
    assert can_vet(grants, Organisation(applies_to_id=None)) is (role == "operator")


def test_without_grants_nobody_vets() -> None:
    assert not can_vet([], OURS)


@pytest.mark.parametrize("role", MemberRole.values)
def test_papers_are_read_by_own_managers(role: str) -> None:
    member = Member(Person(), OURS, role)

    assert can_read_papers(member, [], OURS) is (role in ("owner", "admin"))
    assert not can_read_papers(member, [], OTHERS)


@pytest.mark.parametrize(("role", "zone"), ROLES)
def test_papers_are_read_by_who_vets(role: str, zone: int | None) -> None:
    grants = [Grant(role, 1, zone)]

    assert can_read_papers(None, grants, OURS) is can_vet(grants, OURS)
    assert not can_read_papers(None, [], OURS)
