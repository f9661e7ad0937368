"""Who may do what with whom in an organisation: every predicate against every role."""

from __future__ import annotations

from itertools import product

import pytest

from everfair.accounts.access import (
    can_answer_invitation,
    can_change_role,
    can_follow_negotiations,
    can_give_role,
    can_invite,
    can_remove,
    can_see_members,
    can_touch,
)
from everfair.accounts.enums import MemberRole, OrganisationState
from everfair.accounts.member import Member
from everfair.accounts.models import Invitation, Organisation, Person

pytestmark = pytest.mark.unit

ROLES = list(MemberRole.values)
DEALERS = {"owner", "admin", "sales", "duty", "signatory"}
# what each role may make of others, and of itself
GIVES = {"owner": set(ROLES), "admin": {"admin", "sales", "duty", "statistics"}}


def member(role: str, *, person: int = 1, organisation: int = 1, state: str = "approved") -> Member:
    return Member(Person(pk=person), Organisation(pk=organisation, state=state), role)


@pytest.mark.parametrize("role", ROLES)
def test_statistics_alone_reads_neither_negotiations_nor_colleagues(role: str) -> None:
    assert can_follow_negotiations(member(role)) is (role in DEALERS)
    assert can_see_members(member(role)) is (role in DEALERS)


@pytest.mark.parametrize(("actor", "role"), list(product(ROLES, [*ROLES, "emperor", ""])))
def test_nobody_gives_a_right_that_they_do_not_have(actor: str, role: str) -> None:
    assert can_give_role(member(actor), role) is (role in GIVES.get(actor, set()))


@pytest.mark.parametrize(("actor", "role", "state"), list(product(ROLES, ROLES, OrganisationState.values)))
def test_invitations_go_no_higher_than_the_inviter(actor: str, role: str, state: str) -> None:
    may = role in GIVES.get(actor, set()) and state != "refused"

    assert can_invite(member(actor, state=state), role) is may


@pytest.mark.parametrize(("actor", "target"), list(product(ROLES, ROLES)))
def test_owners_alone_touch_owners(actor: str, target: str) -> None:
    may = actor == "owner" or (actor == "admin" and target != "owner")

    assert can_touch(member(actor), member(target, person=2)) is may
    assert can_remove(member(actor), member(target, person=2)) is may


@pytest.mark.parametrize(("actor", "target", "role"), list(product(ROLES, ROLES, ROLES)))
def test_roles_are_changed_within_ones_rights(actor: str, target: str, role: str) -> None:
    touches = actor == "owner" or (actor == "admin" and target != "owner")

    assert can_change_role(member(actor), member(target, person=2), role) is (
        touches and role in GIVES.get(actor, set())
    )


@pytest.mark.parametrize(("own", "role"), list(product(ROLES, ROLES)))
def test_nobody_raises_their_own_role(own: str, role: str) -> None:
    me = member(own)

    assert can_change_role(me, me, role) is (role in GIVES.get(own, set()))


@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_leave(role: str) -> None:
    assert can_remove(member(role), member(role))


@pytest.mark.parametrize(("actor", "target"), list(product(ROLES, ROLES)))
def test_nobody_touches_another_organisation(actor: str, target: str) -> None:
    elsewhere = member(target, person=2, organisation=2)

    assert not can_touch(member(actor), elsewhere)
    assert not can_remove(member(actor), elsewhere)
    assert not can_change_role(member(actor), elsewhere, "statistics")


def test_the_same_person_elsewhere_is_somebody_else() -> None:
    assert not can_remove(member("sales"), member("sales", organisation=2))


@pytest.mark.parametrize(
    ("addresses", "may"),
    [
        ({"nok@siam.example"}, True),
        ({"mine@siam.example", "nok@siam.example"}, True),
        ({"nok@siam.example.evil"}, False),
    ],
)
def test_invitations_are_answered_from_the_invited_address(addresses: set[str], may: bool) -> None:  # noqa: FBT001 -- the expectation
    assert can_answer_invitation(addresses, Invitation(email="Nok@siam.example")) is may


def test_without_a_confirmed_address_no_invitation_is_answered() -> None:
    assert not can_answer_invitation([], Invitation(email="nok@siam.example"))
