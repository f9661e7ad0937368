"""Invented names: brands that sound like their place, put together from the halves in `data/names/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, product
from typing import Any

import numpy as np

from everfair.replay.draw import lot, pick, shuffled, stream
from everfair.replay.facts import read_data
from everfair.replay.words import Words, words

CHINESE = "chinese"


@cache
def data(name: str) -> Any:
    return read_data(f"names/{name}.yaml")


@cache
def style_of() -> dict[str, str]:
    """Return the naming style of every country and region."""
    return {country: style for style, codes in data("countries")["styles"].items() for country in codes}


@dataclass(frozen=True, slots=True)
class Activity:
    """What an organisation does: the word in its name, the project themes that suit it, the lines over its booth."""

    name: Words
    themes: tuple[int, ...]
    headlines: tuple[Words, ...]


@cache
def activities(sector: str, kind: str) -> list[Activity]:
    """Return what companies or institutions of a sector do; `kind` is "company" or "institution"."""
    return [
        Activity(words(one["name"]), tuple(one["themes"]), tuple(map(words, one["headlines"])))
        for one in data("sectors")[sector][kind]
    ]


class Names:
    """Gives every organisation a name that no other has, in both languages."""

    def __init__(self) -> None:
        self._rng = stream("names")
        self._brands: dict[str, Iterator[Words]] = {}
        self._taken: set[str] = set()

    def take(self, name: Words) -> Words:
        """Keep a name that is given from outside; nobody else will get it."""
        self._taken |= {name.zh, name.en}
        return name

    def organisation(self, country: str, sector: str, kind: str) -> tuple[Words, Activity]:
        """Invent a name with what it stands for; `kind` is "company" or "institution"."""
        activity = pick(self._rng, activities(sector, kind))
        return self._name(country, activity.name), activity

    def association(self, country: str) -> Words:
        """Invent the name of a chamber or association."""
        return self._name(country, words(pick(self._rng, data("styles")["bodies"]["association"])))

    def _name(self, country: str, ending: Words) -> Words:
        style = style_of().get(country, CHINESE)
        for brand in self._brands_of(style):
            name = Words(brand.zh + ending.zh, f"{brand.en} {ending.en}")
            if not {name.zh, name.en} & self._taken:
                return self.take(name)
        raise LookupError(style)

    def _brands_of(self, style: str) -> Iterator[Words]:
        if style not in self._brands:
            self._brands[style] = cycle(shuffled(self._rng, list(brands(style))))
        return self._brands[style]


def brands(style: str) -> Iterator[Words]:
    """Return every brand of a style."""
    halves = data("chinese") | {"join": " ", "zh": 12} if style == CHINESE else data("styles")[style]
    for first, second in product(halves["first"], halves["second"]):
        chinese = first[0] + second[0] if style == CHINESE else _in_order(first[1], second[1], halves["zh"])
        latin = (first[1], second[1]) if style == CHINESE else (first[0], second[0])
        yield Words(chinese, halves["join"].join(latin).strip())


def international_bodies(count: int) -> list[Words]:
    """Return names of invented international organisations: the bodies first, then their offices."""
    bodies = data("styles")["bodies"]
    bases = [words(pair) for pair in bodies["international"]]
    offices = [Words(base.zh + office[0], f"{base.en}, {office[1]}") for office in bodies["offices"] for base in bases]
    return [*bases, *offices][:count]


def embassy(country: Words) -> Words:
    return words(data("styles")["bodies"]["embassy"]).fill({"c": country})


def city(rng: np.random.Generator) -> str:
    """Return a mainland city, as it is written beside an organisation's name."""
    cities = data("places")["cities"]
    chinese, english, _ = lot(rng, cities, [weight for *_, weight in cities])
    return f"{chinese} {english}"


def _in_order(first: str, second: str, order: int) -> str:
    return first + second if order == 12 else second + first  # noqa: PLR2004 -- 12 and 21 are the two orders
