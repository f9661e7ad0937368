"""Who may do what with an agreement: every role of both parties, and of a third organisation."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from everfair.accounts.enums import MemberRole
from everfair.accounts.member import Member
from everfair.accounts.models import Organisation, Person
from everfair.signing.access import can_deal, can_draft, can_read, can_sign
from everfair.signing.models import Agreement

pytestmark = pytest.mark.unit

FIRST, SECOND, THIRD = 1, 2, 3
DEALERS = {"owner", "admin", "sales", "duty", "signatory"}
SIGNERS = {"owner", "signatory"}


@pytest.mark.parametrize("role", MemberRole.values)
@pytest.mark.parametrize("organisation", [FIRST, SECOND, THIRD])
def test_parties_deal_and_their_signatories_sign(organisation: int, role: str) -> None:
    member = Member(Person(), Organisation(pk=organisation, state="approved"), role)
    agreement = Agreement(first_party_id=FIRST, second_party_id=SECOND)
    talks = SimpleNamespace(initiator_id=FIRST, respondent_id=SECOND)

    is_party = organisation != THIRD
    assert can_read(member, agreement) is (is_party and role in DEALERS)
    assert can_deal(member, agreement) is (is_party and role in DEALERS)
    assert can_draft(member, talks) is (is_party and role in DEALERS)  # type: ignore[arg-type]  # all that is read
    assert can_sign(member, agreement) is (is_party and role in SIGNERS)
