"""Who may do what in a negotiation: every role of both sides, and of a third organisation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from everfair.accounts.enums import MemberRole, OrganisationState
from everfair.accounts.member import Member
from everfair.accounts.models import Organisation, Person
from everfair.negotiation.access import can_answer, can_confirm, can_request, can_see, can_speak, can_withdraw
from everfair.negotiation.models import Intent, Negotiation

pytestmark = pytest.mark.unit

INITIATOR, RESPONDENT, THIRD = 1, 2, 3
DEALERS = {"owner", "admin", "sales", "duty", "signatory"}
ANSWERED = datetime(2020, 9, 5, tzinfo=UTC)

everybody = pytest.mark.parametrize(
    ("organisation", "role"),
    [(organisation, role) for organisation in (INITIATOR, RESPONDENT, THIRD) for role in MemberRole.values],
)


def member_of(organisation: int, role: str, state: str = OrganisationState.APPROVED) -> Member:
    return Member(Person(), Organisation(pk=organisation, state=state), role)


def talks(answered_at: datetime | None = None) -> Negotiation:
    return Negotiation(initiator_id=INITIATOR, respondent_id=RESPONDENT, answered_at=answered_at)


@everybody
def test_dealers_of_both_sides_see_and_speak(organisation: int, role: str) -> None:
    member = member_of(organisation, role)

    allowed = organisation != THIRD and role in DEALERS
    assert (can_see(member, talks()), can_speak(member, talks())) == (allowed, allowed)


@everybody
def test_respondent_alone_answers(organisation: int, role: str) -> None:
    assert can_answer(member_of(organisation, role), talks()) is (organisation == RESPONDENT and role in DEALERS)


@everybody
def test_request_is_withdrawn_by_its_initiator_and_talks_by_either_side(organisation: int, role: str) -> None:
    member = member_of(organisation, role)

    assert can_withdraw(member, talks()) is (organisation == INITIATOR and role in DEALERS)
    assert can_withdraw(member, talks(ANSWERED)) is (organisation != THIRD and role in DEALERS)


@everybody
def test_intent_is_confirmed_by_the_other_side(organisation: int, role: str) -> None:
    intent = Intent(negotiation=talks(ANSWERED), organisation_id=INITIATOR)

    assert can_confirm(member_of(organisation, role), intent) is (organisation == RESPONDENT and role in DEALERS)


@pytest.mark.parametrize("state", OrganisationState.values)
@pytest.mark.parametrize("role", MemberRole.values)
def test_refused_organisations_request_and_speak_no_more(role: str, state: str) -> None:
    member = member_of(INITIATOR, role, state)

    allowed = role in DEALERS and state != OrganisationState.REFUSED
    assert (can_request(member), can_speak(member, talks())) == (allowed, allowed)
