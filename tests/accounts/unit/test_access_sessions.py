"""Whose session may be ended by whom."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from everfair.accounts.access import can_end_session
from everfair.accounts.models import Person

pytestmark = pytest.mark.unit


@dataclass(frozen=True)
class Session:
    user_id: int


@pytest.mark.parametrize(("owner", "can"), [(1, True), (2, False)])
def test_only_own_sessions_are_ended(owner: int, can: bool) -> None:  # noqa: FBT001 -- a parameter
    assert can_end_session(Person(pk=1), Session(owner)) is can
