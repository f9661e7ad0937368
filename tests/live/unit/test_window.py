"""Which segments a trimmed recording consists of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from everfair.live.composer.segments import Segment, Window

pytestmark = pytest.mark.unit

AT = datetime(2020, 9, 6, 1, 30, tzinfo=UTC)
SEGMENTS = [Segment(n, 1.0, (AT + timedelta(seconds=n)).isoformat(), f"{n}.m4s", 1) for n in range(5)]


def kept(begins: float | None, ends: float | None) -> list[int]:
    moments = (None if at is None else AT + timedelta(seconds=at) for at in (begins, ends))
    window = Window(*moments)
    return [segment.number for segment in SEGMENTS if window.holds(segment)]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (None, None, [0, 1, 2, 3, 4]),
        (1, 3, [1, 2]),
        (1.4, 3.4, [1, 2]),
        (1.6, 3.6, [2, 3]),
        (None, 0.2, []),
        (4.6, None, []),
    ],
)
def test_window_keeps_what_lies_inside_by_its_middle(
    begins: float | None, ends: float | None, expected: list[int]
) -> None:
    assert kept(begins, ends) == expected
