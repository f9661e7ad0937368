"""Who may run a booth: every role, of the exhibitor's own organisation and of another."""

from __future__ import annotations

import pytest

from everfair.accounts.enums import MemberRole, OrganisationState
from everfair.accounts.member import Member
from everfair.accounts.models import Organisation, Person
from everfair.exhibition.access import can_run
from everfair.exhibition.models import Exhibitor

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("state", OrganisationState.values)
@pytest.mark.parametrize("role", MemberRole.values)
@pytest.mark.parametrize("organisation", [1, 2])
def test_managers_of_an_approved_organisation_run_its_booths(organisation: int, role: str, state: str) -> None:
    member = Member(Person(), Organisation(pk=organisation, state=state), role)

    allowed = organisation == 1 and role in {"owner", "admin"} and state == "approved"
    assert can_run(member, Exhibitor(organisation_id=1)) is allowed
