"""Who may let other sites sign people in."""

from __future__ import annotations

import pytest

from everfair.accounts.access import can_manage_clients
from everfair.accounts.enums import EditionRole
from everfair.accounts.queries.grants import Grant

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("role", EditionRole.values)
def test_operators_alone_manage_clients(role: str) -> None:
    assert can_manage_clients([Grant(role, 1, None)]) is (role == "operator")


def test_without_grants_nobody_manages_clients() -> None:
    assert not can_manage_clients([])
