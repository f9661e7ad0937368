"""Who may run an edition: every role, in this edition and in another."""

from __future__ import annotations

import pytest

from everfair.accounts.enums import EditionRole
from everfair.accounts.public import Grant
from everfair.fairs.access import can_open_edition, can_operate
from everfair.fairs.models import Edition

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("role", EditionRole.values)
@pytest.mark.parametrize("edition", [1, 2, 3])
def test_operators_run_their_edition_and_open_the_next_of_their_fair(edition: int, role: str) -> None:
    grants = [Grant(role, edition_id=edition, zone_id=None)]

    assert can_operate(grants, Edition(pk=1)) is (edition == 1 and role == "operator")
    assert can_open_edition(grants, [1, 2]) is (edition in {1, 2} and role == "operator")
