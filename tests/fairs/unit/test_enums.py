from __future__ import annotations

import pytest

from everfair.fairs.enums import EDITION_MOVES, EditionState

pytestmark = pytest.mark.unit


def test_edition_moves_are_known_for_every_state() -> None:
    assert set(EDITION_MOVES) == set(EditionState)


@pytest.mark.parametrize("state", EditionState)
def test_edition_can_leave_every_state(state: EditionState) -> None:
    """Nothing hard-closes: no state is the last one."""
    assert EDITION_MOVES[state] - {state}
