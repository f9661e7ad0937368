"""Who may do what with delegations: every predicate against every standing and role."""

from __future__ import annotations

import pytest

from everfair.accounts.access import (
    can_answer_delegation,
    can_dismiss_officer,
    can_open_delegations,
    can_run_delegation,
    can_vouch,
)
from everfair.accounts.enums import EditionRole, MemberRole, OrganisationState
from everfair.accounts.member import Member
from everfair.accounts.models import Delegation, Organisation, Person
from everfair.accounts.officer import Officer
from everfair.accounts.queries.grants import Grant

pytestmark = pytest.mark.unit

STANDINGS = {"stranger": (False, False), "officer": (True, False), "operator": (False, True), "both": (True, True)}


def standing(name: str) -> Officer:
    is_named, is_operator = STANDINGS[name]
    return Officer(Person(pk=1), Delegation(), is_named=is_named, is_operator=is_operator)


@pytest.mark.parametrize(
    ("name", "runs", "vouches", "dismisses_self", "dismisses_others"),
    [
        ("stranger", False, False, False, False),
        ("officer", True, False, True, False),
        ("operator", True, True, True, True),
        ("both", True, True, True, True),
    ],
)
def test_standing_decides(
    name: str,
    *,
    runs: bool,
    vouches: bool,
    dismisses_self: bool,
    dismisses_others: bool,
) -> None:
    officer = standing(name)

    assert can_run_delegation(officer) is runs
    assert can_vouch(officer) is vouches
    assert can_dismiss_officer(officer, Person(pk=1)) is dismisses_self
    assert can_dismiss_officer(officer, Person(pk=2)) is dismisses_others


@pytest.mark.parametrize("role", EditionRole.values)
def test_operators_open_delegations_to_their_own_edition(role: str) -> None:
    grants = [Grant(role, edition_id=1, zone_id=None)]

    assert can_open_delegations(grants, 1) is (role == "operator")
    assert not can_open_delegations(grants, 2)
    assert not can_open_delegations([], 1)


@pytest.mark.parametrize("role", MemberRole.values)
@pytest.mark.parametrize("state", OrganisationState.values)
def test_managers_answer_for_an_organisation_that_was_not_refused(role: str, state: str) -> None:
    member = Member(Person(), Organisation(state=state), role)

    assert can_answer_delegation(member) is (role in {"owner", "admin"} and state != "refused")
