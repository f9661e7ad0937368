"""Trade delegations: opened, run, joined and left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.accounts.domain.delegations import (
    decline_delegation,
    dismiss_officer,
    invite_member,
    join_delegation,
    name_officer,
    open_delegation,
    remove_member,
)
from everfair.accounts.enums import MemberRole
from everfair.accounts.errors import AccountUnknown, AlreadyInDelegation, DelegationTaken, NotInDelegation
from everfair.accounts.models import Delegation, DelegationMember, DelegationOfficer
from everfair.accounts.queries.delegations import (
    delegations_of,
    joined_organisations,
    officer_of,
    organisations_to_invite,
    overview_of,
)
from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.accounts import OrganisationFactory, PersonFactory, make_member, make_operator
from tests.factories.delegations import (
    DelegationFactory,
    DelegationMemberFactory,
    credit_code,
    make_officer,
    make_operating_officer,
)
from tests.factories.fairs import EditionFactory, sector

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from everfair.accounts.officer import Officer

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NAME = Text({"zh-hans": "河南省交易团", "en": "Henan trade delegation"})


@pytest.fixture
def officer() -> Officer:
    return make_officer()


def log() -> list[str]:
    return list(Event.objects.order_by("id").values_list("name", flat=True))


def test_operator_opens_a_delegation_to_their_edition() -> None:
    edition = EditionFactory.create()

    delegation = open_delegation(edition, actor=make_operator(edition=edition), kind="province", name=NAME)

    assert (delegation.slug, delegation.edition, delegation.name) == ("henan-trade-delegation", edition, NAME)
    assert log() == ["delegation.created"]


def test_operators_of_other_editions_open_none() -> None:
    with pytest.raises(Forbidden):
        open_delegation(EditionFactory.create(), actor=make_operator(), kind="province", name=NAME)


def test_second_delegation_of_a_name_is_refused_in_one_edition_only() -> None:
    edition, other = EditionFactory.create_batch(2)
    operator = make_operator(edition=edition)
    open_delegation(edition, actor=operator, kind="province", name=NAME)

    with pytest.raises(DelegationTaken):
        open_delegation(edition, actor=operator, kind="province", name=NAME)

    open_delegation(other, actor=make_operator(edition=other), kind="province", name=NAME)
    assert Delegation.objects.count() == 2


def test_officer_names_another_by_mail_once(officer: Officer) -> None:
    person = PersonFactory.create(email="lin@example.org")

    for _ in range(2):
        assert name_officer(officer, email=" LIN@example.org") == person

    assert DelegationOfficer.objects.filter(delegation=officer.delegation).count() == 2
    assert log() == ["delegation.officer_named"]


@pytest.mark.parametrize("email", ["nobody@example.org", "closed@example.org"])
def test_who_has_no_account_is_named_by_nobody(officer: Officer, email: str) -> None:
    PersonFactory.create(email="closed@example.org", is_active=False)

    with pytest.raises(AccountUnknown):
        name_officer(officer, email=email)


def test_officers_end_their_own_office_and_operators_any(officer: Officer) -> None:
    colleague, operator = make_officer(officer.delegation), make_operating_officer(officer.delegation)

    with pytest.raises(Forbidden):
        dismiss_officer(officer, person_id=colleague.person.public_id)
    dismiss_officer(officer, person_id=officer.person.public_id)
    dismiss_officer(operator, person_id=colleague.person.public_id)
    with pytest.raises(NotFound):
        dismiss_officer(operator, person_id=colleague.person.public_id)

    assert log() == ["delegation.officer_dismissed"] * 2


def test_delegation_is_there_for_its_officers_and_its_editions_operators_alone(
    officer: Officer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    public_id = officer.delegation.public_id
    operator = make_operating_officer(officer.delegation).person

    with django_assert_num_queries(2):
        assert officer_of(officer.person, public_id) == officer
    assert officer_of(operator, public_id).is_operator
    for person in (
        PersonFactory.create(),
        make_officer().person,
        make_operator(),
        make_operator(edition=officer.delegation.edition, role="section_lead"),
        DelegationMemberFactory.create(delegation=officer.delegation, organisation=make_member().organisation)
        .organisation.memberships.get()
        .person,
    ):
        with pytest.raises(NotFound):
            officer_of(person, public_id)
    with pytest.raises(NotFound):
        officer_of(operator, "nothing")


def test_delegations_of_a_person_are_those_they_are_named_in(officer: Officer) -> None:
    make_officer()

    assert delegations_of(officer.person) == [officer.delegation]
    assert delegations_of(make_operating_officer(officer.delegation).person) == []


def test_invited_organisation_joins_and_leaves(officer: Officer) -> None:
    owner = make_member()
    public_id = officer.delegation.public_id

    invite_member(officer, owner.organisation)
    asked = list(joined_organisations(officer.delegation))
    join_delegation(owner, public_id)
    joined = list(joined_organisations(officer.delegation))
    join_delegation(owner, public_id)
    decline_delegation(owner, public_id)

    assert (asked, joined, list(joined_organisations(officer.delegation))) == ([], [owner.organisation.pk], [])
    assert log() == ["delegation.member_invited", "delegation.member_joined", "delegation.member_left"]


def test_invitation_is_declined_or_taken_back_and_can_come_again(officer: Officer) -> None:
    owner = make_member()

    invite_member(officer, owner.organisation)
    decline_delegation(owner, officer.delegation.public_id)
    invite_member(officer, owner.organisation)
    remove_member(officer, owner.organisation.public_id)
    with pytest.raises(NotInDelegation):
        join_delegation(owner, officer.delegation.public_id)

    invited = "delegation.member_invited"
    assert log() == [invited, "delegation.member_declined", invited, "delegation.member_left"]
    assert DelegationMember.objects.get().state == "left"


@pytest.mark.parametrize("state", ["invited", "joined"])
def test_organisation_is_invited_once(officer: Officer, state: str) -> None:
    member = DelegationMemberFactory.create(delegation=officer.delegation, state=state)

    with pytest.raises(AlreadyInDelegation):
        invite_member(officer, member.organisation)


def test_refused_organisation_is_not_there_to_be_invited(officer: Officer) -> None:
    with pytest.raises(NotFound):
        invite_member(officer, OrganisationFactory.create(state="refused"))


@pytest.mark.parametrize("role", [role for role in MemberRole if role not in {MemberRole.OWNER, MemberRole.ADMIN}])
def test_who_does_not_manage_the_organisation_does_not_answer(officer: Officer, role: str) -> None:
    member = make_member(role)
    invite_member(officer, member.organisation)

    with pytest.raises(Forbidden):
        join_delegation(member, officer.delegation.public_id)


def test_stranger_runs_nothing(officer: Officer) -> None:
    stranger = type(officer)(PersonFactory.create(), officer.delegation, is_named=False, is_operator=False)
    organisation = OrganisationFactory.create()

    for act in (
        lambda: invite_member(stranger, organisation),
        lambda: remove_member(stranger, organisation.public_id),
        lambda: name_officer(stranger, email=stranger.person.email),
    ):
        with pytest.raises(Forbidden):
            act()


def test_search_finds_approved_ones_by_name_and_others_by_number_alone(officer: Officer) -> None:
    found = OrganisationFactory.create(name=Text({"en": "Willow Care Ltd."}), search_names="willowcare")
    hidden = OrganisationFactory.create(
        state="applied", search_names="willowsecret", registration_number=credit_code(1)
    )
    OrganisationFactory.create(state="refused", search_names="willowno", registration_number=credit_code(1))
    inside = OrganisationFactory.create(search_names="willowinside")
    DelegationMemberFactory.create(delegation=officer.delegation, organisation=inside, state="invited")

    assert organisations_to_invite(officer.delegation, "WILLOW") == [found]
    assert organisations_to_invite(officer.delegation, credit_code(1).lower()) == [hidden]
    assert organisations_to_invite(officer.delegation, "w") == []


def test_overview_counts_who_joined_by_country_and_sector(
    officer: Officer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sector()
    for number, state in enumerate(("joined", "joined", "joined", "invited", "left")):
        organisation = OrganisationFactory.create(
            country="TH" if number == 2 else "CN", sectors=["7", "1"][: number + 1], state="applied"
        )
        DelegationMemberFactory.create(delegation=officer.delegation, organisation=organisation, state=state)
    DelegationMemberFactory.create(delegation=DelegationFactory.create())

    with django_assert_num_queries(3):
        overview = overview_of(officer.delegation, "en")

    assert (overview.joined, overview.invited, overview.left, overview.waiting) == (3, 1, 1, 3)
    assert [(row.label, row.count) for row in overview.countries] == [("China", 2), ("Thailand", 1)]
    assert [(row.key, row.count) for row in overview.sectors] == [("7", 3), ("1", 2)]
