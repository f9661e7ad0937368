"""Two people at the same moment, on real connections: an organisation always keeps an owner."""

from __future__ import annotations

import pytest

from everfair.accounts.domain.colleagues import change_role, end_membership
from everfair.accounts.domain.invitations import invite, revoke_invitation
from everfair.accounts.domain.joining import accept_invitation
from tests.factories.accounts import PersonFactory, make_member
from tests.factories.membership import make_invitation, roles_of
from tests.factories.negotiation import colleague_of
from tests.racing import sorted_at_once

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]

AGAIN = range(3)


@pytest.mark.parametrize("round_number", AGAIN)
@pytest.mark.parametrize("role", ["owner", "admin"])
def test_two_who_remove_each_other(role: str, round_number: int) -> None:
    del round_number
    owner = make_member()
    first, second = (owner if role == "owner" else colleague_of(owner, role)), colleague_of(owner, role)

    found = sorted_at_once(lambda: end_membership(second, actor=first), lambda: end_membership(first, actor=second))

    left = roles_of(owner)
    assert found == ["", "forbidden"]
    assert len({first.person.public_id, second.person.public_id} & left.keys()) == 1
    assert "owner" in left.values()


@pytest.mark.parametrize("round_number", AGAIN)
def test_two_owners_who_leave_at_once(round_number: int) -> None:
    del round_number
    first = make_member()
    second = colleague_of(first, "owner")

    found = sorted_at_once(lambda: end_membership(first, actor=first), lambda: end_membership(second, actor=second))

    assert found == ["", "last_owner"]
    assert list(roles_of(first).values()) == ["owner"]


@pytest.mark.parametrize("round_number", AGAIN)
def test_two_owners_who_demote_each_other(round_number: int) -> None:
    del round_number
    first = make_member()
    second = colleague_of(first, "owner")

    found = sorted_at_once(
        lambda: change_role(second, actor=first, role="admin"), lambda: change_role(first, actor=second, role="admin")
    )

    assert found == ["", "forbidden"]
    assert sorted(roles_of(first).values()) == ["admin", "owner"]


def test_invitation_is_accepted_once_however_often_it_is_clicked() -> None:
    owner, nok = make_member(), PersonFactory.create(email="nok@siamcare.example")
    invitation = make_invitation(owner)

    found = sorted_at_once(*[lambda: accept_invitation(invitation, person=nok)] * 4)

    assert found == ["", *["invitation_closed"] * 3]
    assert len(roles_of(owner)) == 2


def test_invitation_is_accepted_or_revoked() -> None:
    owner, nok = make_member(), PersonFactory.create(email="nok@siamcare.example")
    invitation = make_invitation(owner)

    found = sorted_at_once(
        lambda: accept_invitation(invitation, person=nok), lambda: revoke_invitation(invitation, actor=owner)
    )

    invitation.refresh_from_db()
    assert found == ["", "invitation_closed"]
    assert (nok.public_id in roles_of(owner)) is (invitation.state == "accepted")


def test_address_is_invited_once_by_two_at_once() -> None:
    owner = make_member()
    admin = colleague_of(owner, "admin")

    found = sorted_at_once(
        *(
            lambda actor=actor: invite(actor=actor, email="nok@siamcare.example", role="sales")
            for actor in (owner, admin)
        )
    )

    assert found == ["", "already_invited"]
