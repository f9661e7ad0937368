"""Exact splits: parts that add up to the published whole, whatever the weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def split(total: int, weights: Sequence[float] | npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Split `total` in proportion to `weights` by the largest remainder; the parts sum to `total`.

    Each part differs from its exact share by less than one; of equal remainders the earlier part wins.
    """
    shares = np.asarray(weights, dtype=np.float64)
    if total < 0 or shares.size == 0 or (shares < 0).any() or not shares.sum() > 0:
        message = "a split needs a whole that is not negative and at least one positive weight"
        raise ValueError(message)
    exact = total * (shares / shares.sum())
    parts: npt.NDArray[np.int64] = np.floor(exact).astype(np.int64)
    missing = total - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:missing]] += 1
    return parts


def split_amount(total_minor: int, weights: Sequence[float] | npt.NDArray[np.float64], unit_minor: int) -> list[int]:
    """Split an amount into parts that are whole multiples of `unit_minor`, each at least one unit.

    `total_minor` must itself be a multiple: then the sum is exact to the minor unit.
    """
    units, rest = divmod(total_minor, unit_minor)
    count = len(weights)
    if rest or units < count:
        message = f"{total_minor} is no sum of {count} multiples of {unit_minor}"
        raise ValueError(message)
    return [(1 + int(part)) * unit_minor for part in split(units - count, weights)]
