"""Reports, indices, rankings and first launches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

import numpy as np

from everfair.publishing.enums import ReleaseKind
from everfair.replay.draw import pick, public_ids, shuffled, stream
from everfair.replay.exhibition import Exhibitor
from everfair.replay.facts import Plan, read_data
from everfair.replay.organisations import Organisation
from everfair.replay.words import Words, words

ANALYSES = (ReleaseKind.REPORT, ReleaseKind.INDEX, ReleaseKind.RANKING)


@cache
def written() -> Any:
    return read_data("programme/releases.yaml")


@dataclass(slots=True)
class Release:
    kind: ReleaseKind
    organisation: Organisation
    title: Words
    summary: Words
    published: datetime
    public_id: str = ""


def draw_releases(plan: Plan, exhibitors: list[Exhibitor]) -> list[Release]:
    rng = stream("releases")
    releases = [*_analyses(plan, exhibitors, rng), *_launches(plan, exhibitors, rng)]
    for release, public_id in zip(releases, public_ids("releases", len(releases)), strict=True):
        release.public_id = public_id
    return releases


def _analyses(plan: Plan, exhibitors: list[Exhibitor], rng: np.random.Generator) -> Iterator[Release]:
    """The data file's 30; who publishes is an exhibitor of the sector that is not one of the cast."""
    for kind in ANALYSES:
        for chinese, english, sector in written()[kind.value]:
            publishers = [one.organisation for one in exhibitors if one.organisation.sector == sector]
            yield Release(
                kind,
                pick(rng, publishers or [one.organisation for one in exhibitors]),
                Words(chinese, english),
                _summary(kind, rng),
                _moment(plan, rng),
            )


def _launches(plan: Plan, exhibitors: list[Exhibitor], rng: np.random.Generator) -> Iterator[Release]:
    """One launch for each launching organisation, because the published figure counts organisations."""
    patterns = written()["launches"]
    firms = [one.organisation for one in exhibitors if one.organisation.is_firm]
    for firm in shuffled(rng, firms)[: plan.count("releases.launching_organisations")]:
        what = words(pick(rng, patterns[firm.sector]))
        title = Words(f"{firm.name.zh}首发：{what.zh}", f"{what.en}, by {firm.name.en}")
        yield Release(ReleaseKind.LAUNCH, firm, title, _summary(ReleaseKind.LAUNCH, rng), _moment(plan, rng))


def _summary(kind: ReleaseKind, rng: np.random.Generator) -> Words:
    number = str(20 * int(rng.integers(2, 40)))
    return words(written()["summaries"][kind.value]).fill({"n": Words(number, number)})


def _moment(plan: Plan, rng: np.random.Generator) -> datetime:
    days = (plan.closes - plan.exhibition_from).days
    day = plan.exhibition_from + timedelta(days=int(rng.integers(days + 1)))
    return plan.moment(day, time(9 + int(rng.integers(8)), 15 * int(rng.integers(4))))
