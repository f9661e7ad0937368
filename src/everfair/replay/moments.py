"""Draws of moments, as whole seconds since 1970, and their way into the database."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.int64]


def between(rng: np.random.Generator, start: datetime | int, end: datetime | int, *, count: int) -> Seconds:
    """Return `count` moments from `start` to `end`, both included, in the order of the draw."""
    return rng.integers(seconds(start), seconds(end) + 1, size=count)


def seconds(moment: datetime | int) -> int:
    return moment if isinstance(moment, int) else int(moment.timestamp())


def instant(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
