"""Organisations: founded and vetted."""

from __future__ import annotations

from typing import Any

import pytest

from everfair.accounts.domain.organisations import MOVES, approve_organisation, found_organisation, refuse_organisation
from everfair.accounts.enums import OrganisationKind, OrganisationState
from everfair.accounts.errors import (
    AlreadyVetted,
    CountryMissing,
    CountryNotWanted,
    NameMissing,
    ReasonMissing,
    TooManyApplications,
)
from everfair.accounts.models import Organisation, Person
from everfair.accounts.queries.members import memberships_of
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from tests.factories.accounts import OrganisationFactory, PersonFactory, make_operator

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NAME = Text({"zh-hans": "云图科技", "en": "Cloud Atlas"})


def found(actor: Person, **changes: Any) -> Organisation:
    return found_organisation(actor, **{"name": NAME, "kind": OrganisationKind.COMPANY, "country": "TH", **changes})


def test_founder_becomes_owner_of_an_organisation_that_waits() -> None:
    founder = PersonFactory.create()

    organisation = found(founder, place="Bangkok", website="https://atlas.example")

    (member,) = memberships_of(founder)
    assert (member.organisation, member.role) == (organisation, "owner")
    organisation.refresh_from_db()
    assert (organisation.name, organisation.state, organisation.is_overseas) == (NAME, "applied", True)
    assert (organisation.place, organisation.website) == ("Bangkok", "https://atlas.example")


def test_founding_is_told_to_the_log() -> None:
    founder = PersonFactory.create()

    organisation = found(founder)

    names = list(Event.objects.filter(organisation=organisation).values_list("name", "payload"))
    assert names == [
        ("organisation.founded", {"kind": "company", "country": "TH"}),
        ("membership.added", {"person": founder.public_id, "role": "owner"}),
    ]


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"name": Text()}, NameMissing, "name_zh"),
        ({"country": None}, CountryMissing, "country"),
        ({"country": ""}, CountryMissing, "country"),
        ({"country": "ZZ"}, CountryMissing, "country"),
        ({"kind": "international_organisation"}, CountryNotWanted, "country"),
        ({"kind": "embassy", "country": None}, CountryMissing, "country"),
    ],
)
def test_founding_checks_name_and_country(changes: dict[str, Any], refusal: type[Exception], field: str) -> None:
    with pytest.raises(refusal) as caught:
        found(PersonFactory.create(), **changes)

    assert getattr(caught.value, "field", None) == field
    assert not Organisation.objects.exists()


def test_international_organisation_has_no_country_and_counts_as_overseas() -> None:
    organisation = found(PersonFactory.create(), kind="international_organisation", country=None)

    organisation.refresh_from_db()
    assert (organisation.country, organisation.is_overseas) == (None, True)


@pytest.mark.parametrize(("country", "overseas"), [("CN", False), ("HK", True), ("MO", True), ("TW", True)])
def test_overseas_means_outside_the_mainland(country: str, overseas: bool) -> None:  # noqa: FBT001 -- a parameter
    organisation = found(PersonFactory.create(), country=country)

    organisation.refresh_from_db()
    assert organisation.is_overseas is overseas


def test_five_may_wait_and_answered_ones_make_room() -> None:
    founder = PersonFactory.create()
    waiting = [found(founder) for _ in range(5)]

    with pytest.raises(TooManyApplications):
        found(founder)
    approve_organisation(waiting[0], actor=make_operator())
    found(founder)

    assert Organisation.objects.filter(state="applied").count() == 5


def test_operator_approves() -> None:
    operator = make_operator()
    organisation = found(PersonFactory.create())

    approve_organisation(organisation, actor=operator)

    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.APPROVED
    assert Event.objects.get(name="organisation.approved").actor == operator


def test_operator_refuses_with_a_reason() -> None:
    organisation = found(PersonFactory.create())

    refuse_organisation(organisation, actor=make_operator(), reason=" No papers. ")

    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.REFUSED
    assert Event.objects.get(name="organisation.refused").payload == {"reason": "No papers."}


def test_refusing_needs_a_reason() -> None:
    organisation = found(PersonFactory.create())

    with pytest.raises(ReasonMissing):
        refuse_organisation(organisation, actor=make_operator(), reason=" \n")

    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.APPLIED


@pytest.mark.parametrize("role", ["auditor", "section_lead", None])
def test_nobody_but_operators_vets(role: str | None) -> None:
    actor = make_operator(role=role) if role else PersonFactory.create()
    organisation = found(PersonFactory.create())

    with pytest.raises(Forbidden):
        approve_organisation(organisation, actor=actor)
    with pytest.raises(Forbidden):
        refuse_organisation(organisation, actor=actor, reason="Because.")

    organisation.refresh_from_db()
    assert organisation.state == OrganisationState.APPLIED


@pytest.mark.parametrize("state", OrganisationState)
@pytest.mark.parametrize("wish", [OrganisationState.APPROVED, OrganisationState.REFUSED])
def test_every_move_follows_the_table(state: OrganisationState, wish: OrganisationState) -> None:
    organisation, operator = OrganisationFactory.create(state=state), make_operator()

    try:
        if wish == OrganisationState.APPROVED:
            approve_organisation(organisation, actor=operator)
        else:
            refuse_organisation(organisation, actor=operator, reason="Because.")
        moved = True
    except AlreadyVetted:
        moved = False

    organisation.refresh_from_db()
    assert moved is (wish in MOVES[state])
    assert organisation.state == (wish if moved else state)


def test_the_later_of_two_operators_is_told() -> None:
    organisation = found(PersonFactory.create())
    stale = Organisation.objects.get(pk=organisation.pk)
    approve_organisation(organisation, actor=make_operator())

    with pytest.raises(AlreadyVetted) as caught:
        refuse_organisation(stale, actor=make_operator(), reason="Too late.")

    assert "Approved" in str(caught.value) or "已通过" in str(caught.value)
    assert not Event.objects.filter(name="organisation.refused").exists()
