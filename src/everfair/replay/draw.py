"""Seeded draws: one independent stream per topic, so that a change in one topic moves no other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar
from zlib import crc32

import numpy as np
import numpy.typing as npt

from everfair.kernel.ids import ALPHABET, LENGTH

SEED = 20200904
Item = TypeVar("Item")

_LETTERS = np.frombuffer(ALPHABET.encode(), dtype="S1")


def stream(topic: str) -> np.random.Generator:
    """Return the generator of a topic; the same draws on every machine and every run."""
    return np.random.default_rng([SEED, crc32(topic.encode())])


def public_ids(topic: str, count: int) -> list[str]:
    """Return stable public ids; invented rows need no secrecy, only ids of the usual shape."""
    letters = _LETTERS[stream(f"ids/{topic}").integers(0, len(ALPHABET), size=(count, LENGTH))]
    return [raw.decode() for raw in letters.view(f"S{LENGTH}").ravel().tolist()]


def pareto(rng: np.random.Generator, count: int, shape: float = 1.2) -> npt.NDArray[np.float64]:
    """Return weights of activity: few do much, many do little."""
    return 1.0 + rng.pareto(shape, count)


def pick(rng: np.random.Generator, items: Sequence[Item]) -> Item:
    return items[int(rng.integers(len(items)))]


def lot(rng: np.random.Generator, items: Sequence[Item], weights: Sequence[int]) -> Item:
    """Return one of the items, as likely as its weight says."""
    sums = list(accumulate(weights))
    return items[bisect_right(sums, int(rng.integers(sums[-1])))]


def shuffled(rng: np.random.Generator, items: Sequence[Item]) -> list[Item]:
    return [items[place] for place in rng.permutation(len(items))]
