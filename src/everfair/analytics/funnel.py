"""From a request to a signed agreement: never only the number on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from everfair.analytics.queries.readings import Reading
from everfair.analytics.written import write_share

STEPS = (
    "negotiations.initiated",
    "negotiations.answered",
    "negotiations.with_intent",
    "negotiations.concluded",
)
REPLY = "negotiations.median_reply"


@dataclass(frozen=True, slots=True)
class Step:
    """How many came this far, and how many in a hundred of those of the step before; `width` is of the first."""

    reading: Reading
    count: int
    share: str
    width: float


def funnel(readings: Mapping[str, Reading]) -> list[Step]:
    """Return the steps in order; none where nothing was initiated."""
    counts = [_count(readings[name]) for name in STEPS]
    if not counts[0]:
        return []
    shares = ["", *(write_share(count, former) for former, count in pairwise(counts))]
    return [
        Step(readings[name], count, share, round(100 * count / counts[0], 2))
        for name, count, share in zip(STEPS, counts, shares, strict=True)
    ]


def _count(reading: Reading) -> int:
    return int(reading.now.value) if reading.now and reading.now.value else 0
