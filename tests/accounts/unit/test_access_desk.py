"""The operators' desk: every predicate against every role, in this edition and in another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from everfair.accounts.access import (
    can_audit,
    can_close_account,
    can_enter_desk,
    can_grant_roles,
    can_look_as,
    can_read_history,
    can_remind,
    can_search_people,
)
from everfair.accounts.enums import EditionRole, MemberRole
from everfair.accounts.member import Member
from everfair.accounts.models import Organisation, Person
from everfair.accounts.queries.grants import Grant

pytestmark = pytest.mark.unit

HERE, ELSEWHERE = 1, 2
MAY: dict[Callable[[list[Grant]], bool], set[str]] = {
    can_enter_desk: set(EditionRole.values),
    can_search_people: {"operator", "moderator", "support"},
    can_remind: {"operator", "support"},
}


def grant(role: str, edition: int = HERE) -> list[Grant]:
    return [Grant(role, edition, None)]


@pytest.mark.parametrize("role", EditionRole.values)
@pytest.mark.parametrize("predicate", MAY)
def test_desk_opens_by_role(predicate: Callable[[list[Grant]], bool], role: str) -> None:
    assert predicate(grant(role)) is (role in MAY[predicate])


@pytest.mark.parametrize("predicate", MAY)
def test_desk_is_closed_without_a_role(predicate: Callable[[list[Grant]], bool]) -> None:
    assert not predicate([])
    assert not predicate([Grant("cleaner", HERE, None)])


@pytest.mark.parametrize("role", EditionRole.values)
def test_roles_are_granted_by_the_editions_own_operators(role: str) -> None:
    assert can_grant_roles(grant(role), HERE) is (role == "operator")
    assert not can_grant_roles(grant(role), ELSEWHERE)


def test_without_roles_nobody_grants() -> None:
    assert not can_grant_roles([], HERE)


@pytest.mark.parametrize("role", EditionRole.values)
def test_account_of_the_public_is_closed_by_operators_and_moderators(role: str) -> None:
    assert can_close_account(grant(role), []) is (role in ("operator", "moderator"))


@pytest.mark.parametrize("theirs", EditionRole.values)
@pytest.mark.parametrize("role", EditionRole.values)
def test_account_with_a_role_is_closed_by_operators_of_the_same_editions(role: str, theirs: str) -> None:
    assert can_close_account(grant(role), grant(theirs)) is (role == "operator")
    assert not can_close_account(grant(role), grant(theirs, ELSEWHERE))
    assert not can_close_account(grant(role), grant(theirs) + grant(theirs, ELSEWHERE))


def test_without_roles_nobody_closes_accounts() -> None:
    assert not can_close_account([], [])


@pytest.mark.parametrize("role", EditionRole.values)
def test_support_alone_looks_as_somebody(role: str) -> None:
    assert can_look_as(grant(role), []) is (role == "support")


@pytest.mark.parametrize("theirs", EditionRole.values)
def test_nobody_looks_as_somebody_with_a_role(theirs: str) -> None:
    assert not can_look_as(grant("support"), grant(theirs))


@pytest.mark.parametrize("role", EditionRole.values)
def test_log_is_read_by_operators_and_auditors_of_the_edition(role: str) -> None:
    audits = role in ("operator", "auditor")

    assert can_audit(grant(role), HERE) is audits
    assert can_audit(grant(role), None) is audits
    assert not can_audit(grant(role), ELSEWHERE)
    assert not can_audit([], None)


@pytest.mark.parametrize("role", MemberRole.values)
def test_history_is_read_by_managers(role: str) -> None:
    assert can_read_history(Member(Person(), Organisation(), role)) is (role in ("owner", "admin"))
