"""Who acts for whom, who runs what, who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.domain.memberships import add_member, grant_role
from everfair.accounts.errors import AlreadyMember
from everfair.accounts.models import Membership, RoleGrant
from everfair.accounts.queries.grants import Grant, grants_of, is_operator
from everfair.accounts.queries.members import member_of, memberships_of, people_to_notify
from everfair.accounts.queries.organisations import organisation_cards, organisation_for_negotiation
from everfair.kernel.errors import NotFound
from everfair.kernel.models import Event
from tests.factories.accounts import MembershipFactory, OrganisationFactory, PersonFactory, make_member, make_operator
from tests.factories.fairs import EditionFactory, ZoneFactory

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_add_member_writes_and_logs() -> None:
    organisation, person = OrganisationFactory.create(), PersonFactory.create()

    add_member(organisation, person, actor=None, role="sales")

    assert Membership.objects.get(organisation=organisation, person=person).role == "sales"
    assert Event.objects.get(name="membership.added").payload == {"person": person.public_id, "role": "sales"}


def test_nobody_is_member_twice() -> None:
    membership = MembershipFactory.create(role="sales")

    with pytest.raises(AlreadyMember):
        add_member(membership.organisation, membership.person, actor=None, role="owner")

    membership.refresh_from_db()
    assert membership.role == "sales"


def test_grant_role_twice_changes_nothing() -> None:
    person, edition = PersonFactory.create(), EditionFactory.create()

    for _ in range(2):
        grant_role(person, actor=None, role="operator", edition=edition)

    assert RoleGrant.objects.filter(person=person).count() == 1
    assert Event.objects.filter(name="role.granted").count() == 1


def test_grants_name_their_reach() -> None:
    person, zone = PersonFactory.create(), ZoneFactory.create()

    grant_role(person, actor=None, role="section_lead", edition=zone.edition, zone=zone)

    assert grants_of(person) == [Grant("section_lead", zone.edition_id, zone.pk)]


def test_operator_of_one_edition_is_none_of_another() -> None:
    here, elsewhere = EditionFactory.create(), EditionFactory.create()
    operator = make_operator(edition=here)

    assert is_operator(operator, here)
    assert not is_operator(operator, elsewhere)
    assert not is_operator(make_operator(edition=here, role="auditor"), here)


def test_memberships_come_in_order_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = PersonFactory.create()
    made = [MembershipFactory.create(person=person) for _ in range(3)]
    MembershipFactory.create()

    with django_assert_num_queries(1):
        members = memberships_of(person)
        names = [str(member.organisation.name) for member in members]

    assert names == [str(membership.organisation.name) for membership in made]


def test_everybody_who_answers_is_notified_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    organisation = OrganisationFactory.create()
    for role in ("owner", "admin", "sales", "duty", "signatory", "statistics"):
        MembershipFactory.create(organisation=organisation, role=role, person__name=role)
    MembershipFactory.create(organisation=organisation, person__is_active=False, person__name="gone")
    both = MembershipFactory.create(organisation=organisation, role="sales", person__name="in two")
    MembershipFactory.create(person=both.person, role="statistics")

    with django_assert_num_queries(1):
        names = [person.name for person in people_to_notify(organisation.pk)]

    assert names == ["owner", "admin", "sales", "duty", "signatory", "in two"]


def test_cards_come_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = [OrganisationFactory.create(country=code) for code in ("TH", "CN")]

    with django_assert_num_queries(1):
        cards = organisation_cards(organisation.pk for organisation in made)

    assert [cards[organisation.pk].country_name("en") for organisation in made] == ["Thailand", "China"]


@pytest.mark.parametrize("state", ["applied", "approved"])
def test_organisation_that_is_not_refused_may_be_negotiated_with(state: str) -> None:
    organisation = OrganisationFactory.create(state=state)

    assert organisation_for_negotiation(organisation.public_id).id == organisation.pk


def test_refused_or_unknown_organisation_is_not_there() -> None:
    for public_id in (OrganisationFactory.create(state="refused").public_id, "nothing"):
        with pytest.raises(NotFound):
            organisation_for_negotiation(public_id)


def test_member_is_found_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    owner, stranger = make_member(), make_member()

    with django_assert_num_queries(1):
        found = member_of(owner.person, owner.organisation.public_id)

    assert (found, found.role) == (owner, "owner")
    with pytest.raises(NotFound):
        member_of(stranger.person, owner.organisation.public_id)
