"""What exhibitors propose: themes of each sector in `data/projects/`, filled with markets, numbers and terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from typing import Any

import numpy as np

from everfair.replay.draw import pick, shuffled, stream
from everfair.replay.facts import read_data
from everfair.replay.organisations import Organisation
from everfair.replay.words import Words, words

LONGEST_TITLE = 120
LONGEST_SUMMARY = 400
LONGEST_OFFER = 200
ONE_LANGUAGE = 0.1  # the share of projects that were written in one language only


@dataclass(frozen=True, slots=True)
class Proposal:
    """The words of a project."""

    mode: int
    title: Words
    summary: Words
    description: Words
    offers: tuple[Words, ...]

    def only(self, language: str) -> Proposal:
        return Proposal(
            self.mode,
            self.title.only(language),
            self.summary.only(language),
            self.description.only(language),
            tuple(offer.only(language) for offer in self.offers),
        )


@cache
def common() -> Any:
    return read_data("projects/common.yaml")


@cache
def themes(sector: str) -> list[dict[str, Any]]:
    return list(read_data(f"projects/{sector}.yaml"))


class Proposals:
    """Hands out proposals; every theme that suits an activity is used before one comes again."""

    def __init__(self) -> None:
        self._rng = stream("proposals")
        self._themes: dict[tuple[str, tuple[int, ...]], Iterator[dict[str, Any]]] = {}
        self._titles: set[str] = set()

    def next_for(self, organisation: Organisation) -> Proposal:
        """Return the next proposal of the organisation's sector; a title that is taken gets its market added."""
        theme = next(self._suiting(organisation))
        slots = self._slots(organisation)
        proposal = self._written(theme, slots)
        if proposal.title.zh in self._titles and "{market}" not in theme["title"][0]:
            proposal = replace(proposal, title=proposal.title.join(slots["where"], zh="·", en=", "))
        self._titles.add(proposal.title.zh)
        if self._rng.random() < ONE_LANGUAGE:
            return proposal.only("en" if organisation.is_overseas else "zh-hans")
        return proposal

    def _suiting(self, organisation: Organisation) -> Iterator[dict[str, Any]]:
        all_of_sector = themes(organisation.sector)
        places = organisation.activity.themes if organisation.activity else tuple(range(len(all_of_sector)))
        key = organisation.sector, places
        if key not in self._themes:
            self._themes[key] = cycle(shuffled(self._rng, [all_of_sector[place] for place in places]))
        return self._themes[key]

    def of_cast(self, organisation: Organisation) -> list[Proposal]:
        """Return what the data file gives one of the cast to propose."""
        if not organisation.key:
            return []
        written = read_data("cast-projects.yaml").get(organisation.key, [])
        return [self._written(theme, self._slots(organisation)) for theme in written]

    def _written(self, theme: dict[str, Any], slots: dict[str, Words]) -> Proposal:
        offers = [words(pair).fill(slots).cut(LONGEST_OFFER) for pair in theme["offers"]]
        if len(offers) > 2 and not theme.get("fixed"):  # noqa: PLR2004 -- a project offers two things at least
            offers = offers[: int(self._rng.integers(2, len(offers) + 1))]
        closing = [] if theme.get("fixed") else [self._closing(slots)]
        description = words(theme["detail"]).fill(slots)
        for paragraph in closing:
            description = description.join(paragraph, zh="\n\n", en="\n\n")
        return Proposal(
            mode=theme["mode"],
            title=words(theme["title"]).fill(slots).cut(LONGEST_TITLE),
            summary=words(theme["summary"]).fill(slots).cut(LONGEST_SUMMARY),
            description=description,
            offers=tuple(offers),
        )

    def _closing(self, slots: dict[str, Words]) -> Words:
        seeks = words(pick(self._rng, common()["seeks"])).fill(slots)
        terms = words(pick(self._rng, common()["terms"])).fill(slots)
        return Words(f"{seeks.zh}{terms.zh}", f"{seeks.en} {terms.en}")

    def _slots(self, organisation: Organisation) -> dict[str, Words]:
        market = words(pick(self._rng, common()["markets_at_home" if organisation.is_overseas else "markets_abroad"]))
        return {
            "name": organisation.name,
            "market": market,
            "where": Words(market.zh, market.en.removeprefix("the ")),
            "languages": words(pick(self._rng, common()["languages"])),
            "month": words(pick(self._rng, common()["months"])),
            **dict(_numbers(self._rng)),
        }


def _numbers(rng: np.random.Generator) -> Iterator[tuple[str, Words]]:
    for name, (low, high, step) in common()["numbers"].items():
        number = str(low + step * int(rng.integers((high - low) // step + 1)))
        yield name, Words(number, number)
    ten_thousands = int(rng.integers(3, 41))
    yield "fee", Words(f"人民币{ten_thousands}万元", f"CNY {ten_thousands * 10000:,}")
    for name, unit, highest in (("small", 10, 48), ("dollars", 100, 60)):
        dollars = unit * int(rng.integers(4, highest + 1))
        yield name, Words(f"{dollars:,}美元", f"USD {dollars:,}")
