"""Roles in an edition: given, taken, and never the last operator's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.desk_errors import LastOperator, OwnRole, RoleGone, ZoneMissing
from everfair.accounts.domain.closing import close_account
from everfair.accounts.domain.roles import give_role, take_role
from everfair.accounts.enums import EditionRole
from everfair.accounts.models import RoleGrant
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from tests.factories.accounts import PersonFactory, make_operator
from tests.factories.fairs import EditionFactory, ZoneFactory
from tests.racing import sorted_at_once

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.fairs.models import Edition

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def edition() -> Edition:
    return EditionFactory.create()


@pytest.fixture
def operator(edition: Edition) -> Person:
    return make_operator(edition=edition)


def grant_of(person: Person) -> RoleGrant:
    return RoleGrant.objects.get(person=person)


def roles_in(edition: Edition) -> list[str]:
    return sorted(RoleGrant.objects.filter(edition=edition).values_list("role", flat=True))


def test_operator_gives_a_role_which_is_logged(edition: Edition, operator: Person) -> None:
    zone, lead = ZoneFactory.create(edition=edition), PersonFactory.create()

    give_role(lead, actor=operator, role=EditionRole.SECTION_LEAD, edition=edition, zone=zone)

    assert grant_of(lead).zone == zone
    event = Event.objects.get(name="role.granted")
    assert (event.actor, event.subject_id, event.edition) == (operator, lead.public_id, edition)
    assert event.payload == {"role": "section_lead", "zone": zone.slug}


def test_role_given_twice_is_one_role(edition: Edition, operator: Person) -> None:
    auditor = PersonFactory.create()

    for _ in range(2):
        give_role(auditor, actor=operator, role=EditionRole.AUDITOR, edition=edition)

    assert roles_in(edition) == ["auditor", "operator"]
    assert Event.objects.filter(name="role.granted").count() == 1


def test_other_roles_than_section_lead_have_no_zone(edition: Edition, operator: Person) -> None:
    person = PersonFactory.create()

    give_role(
        person, actor=operator, role=EditionRole.MODERATOR, edition=edition, zone=ZoneFactory.create(edition=edition)
    )

    assert grant_of(person).zone is None


def test_section_lead_needs_a_zone(edition: Edition, operator: Person) -> None:
    with pytest.raises(ZoneMissing) as refusal:
        give_role(PersonFactory.create(), actor=operator, role=EditionRole.SECTION_LEAD, edition=edition)

    assert refusal.value.field == "zone"
    assert roles_in(edition) == ["operator"]


def test_nobody_gives_a_role_to_themselves(edition: Edition, operator: Person) -> None:
    with pytest.raises(OwnRole):
        give_role(operator, actor=operator, role=EditionRole.SUPPORT, edition=edition)

    assert roles_in(edition) == ["operator"]


@pytest.mark.parametrize("role", [role for role in EditionRole.values if role != "operator"])
def test_other_roles_give_and_take_nothing(edition: Edition, operator: Person, role: str) -> None:
    other = make_operator(edition=edition, role=role)

    with pytest.raises(Forbidden):
        give_role(PersonFactory.create(), actor=other, role=EditionRole.SUPPORT, edition=edition)
    with pytest.raises(Forbidden):
        take_role(grant_of(operator), actor=other)


def test_operator_of_another_edition_gives_and_takes_nothing(edition: Edition, operator: Person) -> None:
    stranger = make_operator()

    with pytest.raises(Forbidden):
        give_role(PersonFactory.create(), actor=stranger, role=EditionRole.SUPPORT, edition=edition)
    with pytest.raises(Forbidden):
        take_role(grant_of(operator), actor=stranger)

    assert roles_in(edition) == ["operator"]


def test_role_taken_is_logged(edition: Edition, operator: Person) -> None:
    auditor = make_operator(edition=edition, role="auditor")

    take_role(grant_of(auditor), actor=operator)

    assert roles_in(edition) == ["operator"]
    event = Event.objects.get(name="role.revoked")
    assert (event.actor, event.subject_id, event.payload) == (
        operator,
        auditor.public_id,
        {"role": "auditor", "zone": None},
    )


def test_role_taken_by_two_is_told_to_the_later_one(edition: Edition, operator: Person) -> None:
    grant = grant_of(make_operator(edition=edition, role="auditor"))
    take_role(grant_of(grant.person), actor=operator)

    with pytest.raises(RoleGone):
        take_role(grant, actor=operator)


def test_last_operator_stays(edition: Edition, operator: Person) -> None:
    with pytest.raises(LastOperator, match=str(edition.name)):
        take_role(grant_of(operator), actor=operator)

    assert roles_in(edition) == ["operator"]


def test_operator_who_is_locked_out_does_not_count(edition: Edition, operator: Person) -> None:
    other = make_operator(edition=edition)
    other.is_active = False
    other.save()

    with pytest.raises(LastOperator):
        take_role(grant_of(operator), actor=operator)


def test_operator_may_step_down_when_another_stays(edition: Edition, operator: Person) -> None:
    make_operator(edition=edition)

    take_role(grant_of(operator), actor=operator)

    assert roles_in(edition) == ["operator"]


@pytest.mark.parametrize("round_number", range(3))
@pytest.mark.django_db(transaction=True)
def test_two_operators_who_take_the_role_from_each_other(edition: Edition, round_number: int) -> None:
    del round_number
    first, second = make_operator(edition=edition), make_operator(edition=edition)
    one, other = grant_of(first), grant_of(second)

    found = sorted_at_once(lambda: take_role(other, actor=first), lambda: take_role(one, actor=second))

    assert found == ["", "forbidden"]
    assert roles_in(edition) == ["operator"]


@pytest.mark.parametrize("round_number", range(3))
@pytest.mark.django_db(transaction=True)
def test_one_operator_steps_down_while_the_other_is_locked_out(edition: Edition, round_number: int) -> None:
    del round_number
    first, second = make_operator(edition=edition), make_operator(edition=edition)
    own = grant_of(first)

    found = sorted_at_once(
        lambda: take_role(own, actor=first), lambda: close_account(second, actor=first, reason="Left the fair.")
    )

    assert found in (["", "last_operator"], ["", "forbidden"])
    assert RoleGrant.objects.filter(edition=edition, role="operator", person__is_active=True).count() == 1
