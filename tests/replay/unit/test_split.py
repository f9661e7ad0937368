"""Exact splits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everfair.replay.split import split, split_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.unit

WEIGHTS = st.lists(st.floats(0, 1e6), min_size=1, max_size=200).filter(lambda weights: sum(weights) > 0)


@given(total=st.integers(0, 10**7), weights=WEIGHTS)
def test_split_of_any_whole_adds_up_and_stays_within_one(total: int, weights: Sequence[float]) -> None:
    parts = split(total, weights)

    exact = [total * weight / sum(weights) for weight in weights]
    assert sum(parts.tolist()) == total
    assert all(abs(part - share) < 1 + 1e-6 for part, share in zip(parts.tolist(), exact, strict=True))


def test_split_with_equal_remainders_favours_the_earlier() -> None:
    assert split(5, [1, 1, 1]).tolist() == [2, 2, 1]


@pytest.mark.parametrize(("total", "weights"), [(-1, [1.0]), (5, []), (5, [0.0, 0.0]), (5, [2.0, -1.0])])
def test_split_without_sense_is_refused(total: int, weights: list[float]) -> None:
    with pytest.raises(ValueError, match="needs a whole"):
        split(total, weights)


@given(units=st.integers(1, 10**6), weights=WEIGHTS)
def test_split_amount_gives_whole_units_that_add_up(units: int, weights: Sequence[float]) -> None:
    total, unit = (units + len(weights)) * 1_000_000, 1_000_000

    parts = split_amount(total, weights, unit)

    assert sum(parts) == total
    assert all(part >= unit and part % unit == 0 for part in parts)


def test_split_amount_of_the_published_sums_is_exact_to_the_cent() -> None:
    henan = split_amount(506_000_000_000, [1.5] * 100 + [0.2] * 70, 1_000_000)

    assert (len(henan), sum(henan)) == (170, 506_000_000_000)


def test_split_amount_that_is_no_multiple_is_refused() -> None:
    with pytest.raises(ValueError, match="no sum of 2 multiples"):
        split_amount(1_500_001, [1, 1], 1_000_000)
