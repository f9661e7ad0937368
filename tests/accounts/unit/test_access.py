"""Who may do what: every predicate against every role and state."""

from __future__ import annotations

import pytest

from everfair.accounts.access import (
    can_exhibit,
    can_fetch_export,
    can_manage,
    can_negotiate,
    can_revoke_token,
    can_sign,
    can_vet_organisations,
)
from everfair.accounts.enums import EditionRole, MemberRole, OrganisationState
from everfair.accounts.member import Member
from everfair.accounts.models import ApiToken, DataExport, Organisation, Person
from everfair.accounts.queries.grants import Grant

pytestmark = pytest.mark.unit

MAY = {
    can_manage: {"owner", "admin"},
    can_exhibit: {"owner", "admin"},
    can_negotiate: {"owner", "admin", "sales", "duty", "signatory"},
    can_sign: {"owner", "signatory"},
}
STATES = {
    can_manage: {"applied", "asked", "approved", "refused"},
    can_exhibit: {"approved"},
    can_negotiate: {"applied", "asked", "approved"},
    can_sign: {"applied", "asked", "approved"},
}


@pytest.mark.parametrize("role", MemberRole.values)
@pytest.mark.parametrize("state", OrganisationState.values)
@pytest.mark.parametrize("predicate", MAY)
def test_members_may_by_role_and_state(predicate: object, state: str, role: str) -> None:
    member = Member(Person(), Organisation(state=state), role)

    assert callable(predicate)
    assert predicate(member) is (role in MAY[predicate] and state in STATES[predicate])


@pytest.mark.parametrize("role", EditionRole.values)
def test_operators_alone_vet(role: str) -> None:
    grants = [Grant(role, edition_id=1, zone_id=None)]

    assert can_vet_organisations(grants) is (role == "operator")


def test_without_grants_nobody_vets() -> None:
    assert not can_vet_organisations([])


def test_one_operator_grant_among_others_is_enough() -> None:
    assert can_vet_organisations([Grant("auditor", 1, None), Grant("operator", 2, None)])


def test_tokens_are_revoked_by_their_owner_alone() -> None:
    token = ApiToken(person_id=1)

    assert can_revoke_token(Person(pk=1), token)
    assert not can_revoke_token(Person(pk=2), token)


def test_member_names_its_role() -> None:
    assert str(Member(Person(), Organisation(), "owner").role_label) in ("Owner", "负责人")


def test_nobody_else_fetches_a_download() -> None:
    export = DataExport(person_id=7)

    assert can_fetch_export(Person(pk=7), export)
    assert not can_fetch_export(Person(pk=8), export)
