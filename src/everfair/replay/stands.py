"""What booths say: a headline and a welcome, by sector; and the few lines about an organisation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import cycle
from typing import Any

import numpy as np

from everfair.replay.draw import pick, shuffled
from everfair.replay.facts import read_data
from everfair.replay.names import Activity
from everfair.replay.organisations import Organisation
from everfair.replay.projects import common
from everfair.replay.words import Words, words

LONGEST_HEADLINE = 120


@cache
def lines() -> Any:
    return read_data("stands.yaml")


def about(organisation: Organisation, rng: np.random.Generator) -> Words:
    """Return a few lines about an exhibitor; the cast brings its own."""
    if organisation.about.zh:
        return organisation.about
    opening = words(pick(rng, lines()["about"]["openings"]))
    habit = words(pick(rng, lines()["about"]["habits"]))
    return opening.join(habit, zh="", en=" ").fill(_slots(organisation, rng))


class Signs:
    """Writes over booths: the first line of each activity is used before it comes again."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._lines: dict[Activity | None, Iterator[Words]] = {}

    def headline(self, organisation: Organisation, number: int) -> Words:
        """Return the words over a booth; second and further ones are halls of another kind."""
        if number == 0 and organisation.headline.zh:
            return organisation.headline
        activity = organisation.activity if number == 0 else None
        if activity not in self._lines:
            own = activity.headlines if activity else [words(pair) for pair in lines()["headlines"]]
            self._lines[activity] = cycle(shuffled(self._rng, list(own)))
        return next(self._lines[activity]).fill(_slots(organisation, self._rng)).cut(LONGEST_HEADLINE)

    def welcome(self, organisation: Organisation, number: int) -> Words:
        if number == 0 and organisation.welcome.zh:
            return organisation.welcome
        kind = "first" if number == 0 else "more"
        return words(pick(self._rng, lines()["welcomes"][kind])).fill(_slots(organisation, self._rng))


def _slots(organisation: Organisation, rng: np.random.Generator) -> dict[str, Words]:
    low, high, _ = common()["numbers"]["tens"]
    year, people = int(rng.integers(1992, 2019)), int(rng.integers(low, high * 4))
    return {
        "name": organisation.name,
        "field": words(lines()["fields"][organisation.sector]),
        "year": Words(str(year), str(year)),
        "people": Words(str(people), str(people)),
        "languages": words(pick(rng, common()["languages"])),
    }
