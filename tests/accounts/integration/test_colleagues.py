"""Roles changed, memberships ended: the rules, one after the other."""

from __future__ import annotations

import pytest

from everfair.accounts.domain.colleagues import change_role, end_membership
from everfair.accounts.domain.handover import Nobody
from everfair.accounts.errors import LastOwner, NoLongerMember
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from tests.factories.accounts import make_member
from tests.factories.membership import roles_of
from tests.factories.negotiation import colleague_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def newest() -> tuple[str, dict[str, object]]:
    event = Event.objects.latest("id")
    return event.name, event.payload


def test_owner_makes_another_owner() -> None:
    owner = make_member()
    colleague = colleague_of(owner, "sales")

    change_role(colleague, actor=owner, role="owner")

    assert roles_of(owner)[colleague.person.public_id] == "owner"
    assert newest() == (
        "membership.role_changed",
        {"person": colleague.person.public_id, "old": "sales", "role": "owner"},
    )


def test_same_role_again_changes_nothing() -> None:
    owner = make_member()
    before = Event.objects.count()

    change_role(owner, actor=owner, role="owner")

    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("actor", "target", "role"),
    [
        ("admin", "owner", "sales"),
        ("admin", "sales", "owner"),
        ("admin", "sales", "signatory"),
        ("sales", "duty", "statistics"),
        ("signatory", "sales", "duty"),
    ],
)
def test_role_beyond_ones_rights_is_refused(actor: str, target: str, role: str) -> None:
    owner = make_member()
    first, second = colleague_of(owner, actor), colleague_of(owner, target)
    before = roles_of(owner)

    with pytest.raises(Forbidden):
        change_role(second, actor=first, role=role)

    assert roles_of(owner) == before


@pytest.mark.parametrize("role", ["owner", "signatory"])
def test_admin_can_not_raise_themselves(role: str) -> None:
    admin = colleague_of(make_member(), "admin")

    with pytest.raises(Forbidden):
        change_role(admin, actor=admin, role=role)


def test_admin_may_step_down() -> None:
    owner = make_member()
    admin = colleague_of(owner, "admin")

    change_role(admin, actor=admin, role="sales")

    assert roles_of(owner)[admin.person.public_id] == "sales"


def test_last_owner_can_neither_step_down_nor_leave() -> None:
    owner = make_member()
    colleague_of(owner, "admin")

    with pytest.raises(LastOwner):
        change_role(owner, actor=owner, role="admin")
    with pytest.raises(LastOwner):
        end_membership(owner, actor=owner)

    assert roles_of(owner)[owner.person.public_id] == "owner"


def test_owner_whose_account_is_closed_does_not_count() -> None:
    owner = make_member()
    gone = colleague_of(owner, "owner")
    gone.person.is_active = False
    gone.person.save()

    with pytest.raises(LastOwner):
        end_membership(owner, actor=owner)


def test_leaving_ends_the_membership() -> None:
    owner = make_member()
    leaver = colleague_of(owner, "sales")

    end_membership(leaver, actor=leaver)

    assert list(roles_of(owner)) == [owner.person.public_id]
    assert newest() == ("membership.ended", {"person": leaver.person.public_id, "role": "sales", "left": True})


def test_removing_names_nobody_where_there_is_no_work() -> None:
    owner = make_member()
    removed = colleague_of(owner, "duty")

    end_membership(removed, actor=owner, heir=Nobody.LEADS)

    assert newest() == ("membership.ended", {"person": removed.person.public_id, "role": "duty", "left": False})
    assert not Event.objects.filter(name="handover.done").exists()


def test_who_has_gone_meanwhile_is_not_removed_twice() -> None:
    owner = make_member()
    removed = colleague_of(owner, "duty")
    end_membership(removed, actor=removed)

    with pytest.raises(NoLongerMember):
        end_membership(removed, actor=owner)
    with pytest.raises(NoLongerMember):
        change_role(removed, actor=owner, role="admin")


def test_stale_right_does_not_count() -> None:
    owner = make_member()
    admin, other = colleague_of(owner, "admin"), colleague_of(owner, "sales")
    change_role(admin, actor=owner, role="sales")

    with pytest.raises(Forbidden):
        end_membership(other, actor=admin)


def test_another_organisations_owner_is_a_stranger() -> None:
    mine, theirs = make_member(), make_member()
    target = colleague_of(theirs, "sales")

    with pytest.raises((Forbidden, NoLongerMember)):
        end_membership(target, actor=mine)

    assert target.person.public_id in roles_of(theirs)
