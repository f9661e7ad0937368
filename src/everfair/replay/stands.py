"""What booths say: a headline and a welcome, by sector; and the few lines about an organisation."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from everfair.replay.draw import pick
from everfair.replay.facts import read_data
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


def headline(organisation: Organisation, number: int, rng: np.random.Generator) -> Words:
    """Return the words over a booth; a second booth shows another side."""
    own = lines()["headlines"][organisation.sector]
    place = (int(rng.integers(len(own))) + number) % len(own)
    return words(own[place]).fill(_slots(organisation, rng)).cut(LONGEST_HEADLINE)


def welcome(organisation: Organisation, number: int, rng: np.random.Generator) -> Words:
    kind = "first" if number == 0 else "more"
    return words(pick(rng, lines()["welcomes"][kind])).fill(_slots(organisation, rng))


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
