"""Exhibitors with their booths and their published projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time

import numpy as np

from everfair.exhibition.enums import BoothKind, BoothTemplate
from everfair.replay.draw import pareto, public_ids, stream
from everfair.replay.facts import Plan
from everfair.replay.moments import between, seconds
from everfair.replay.organisations import Organisation
from everfair.replay.projects import Proposal, Proposals
from everfair.replay.split import split
from everfair.replay.stands import Signs
from everfair.replay.words import Words
from everfair.replay.zones import COMPREHENSIVE, Zone

BUILDING_FROM = date(2020, 8, 10)
BOOTHS_COUNTED = date(2020, 9, 5)
TEMPLATES = (BoothTemplate.SHOWCASE, BoothTemplate.SOLUTIONS, BoothTemplate.PARTNERS)


@dataclass(slots=True)
class Booth:
    public_id: str
    kind: BoothKind
    template: BoothTemplate
    headline: Words
    welcome: Words
    opened: int


@dataclass(slots=True)
class Project:
    public_id: str
    proposal: Proposal
    published: int
    row: int = 0


@dataclass(slots=True)
class Exhibitor:
    organisation: Organisation
    zone: Zone
    public_id: str
    joined: int
    row: int = 0
    booths: list[Booth] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)


def draw_exhibitors(plan: Plan, places: list[tuple[Organisation, Zone]]) -> list[Exhibitor]:
    """Return all exhibitors; by the end of 5 September every one of their booths is open."""
    rng = stream("exhibitors/times")
    limit = seconds(plan.moment(BOOTHS_COUNTED, time(17)))
    building = seconds(plan.moment(BUILDING_FROM))
    exhibitors = [
        Exhibitor(
            organisation,
            zone,
            public_id,
            joined=int(between(rng, organisation.registered, max(building, organisation.registered), count=1)[0]),
        )
        for (organisation, zone), public_id in zip(places, public_ids("exhibitors", len(places)), strict=True)
    ]
    _build_booths(plan, exhibitors, limit, rng=rng)
    _publish_projects(plan, exhibitors)
    return exhibitors


def _build_booths(plan: Plan, exhibitors: list[Exhibitor], limit: int, *, rng: np.random.Generator) -> None:
    """Everybody has one booth, the busiest have more; which are in three dimensions is drawn."""
    flat, solid = plan.count("booths.flat.on_2020_09_05"), plan.count("booths.three_d.on_2020_09_05")
    extra = split(flat + solid - len(exhibitors), pareto(rng, len(exhibitors), 2.0))
    kinds = rng.permutation([BoothKind.FLAT.value] * flat + [BoothKind.THREE_D.value] * solid)
    ids, signs = public_ids("booths", flat + solid), Signs(rng)
    place = 0
    for exhibitor, more in zip(exhibitors, extra.tolist(), strict=True):
        for number in range(1 + more):
            opened = int(between(rng, exhibitor.joined, max(limit, exhibitor.joined), count=1)[0])
            exhibitor.booths.append(
                Booth(
                    public_id=ids[place],
                    kind=BoothKind(str(kinds[place])),
                    template=TEMPLATES[int(rng.integers(len(TEMPLATES)))],
                    headline=signs.headline(exhibitor.organisation, number),
                    welcome=signs.welcome(exhibitor.organisation, number),
                    opened=opened,
                )
            )
            place += 1


def _publish_projects(plan: Plan, exhibitors: list[Exhibitor]) -> None:
    """The comprehensive zone and the cast publish at least one project each, the others as it falls."""
    rng, proposals = stream("projects"), Proposals()
    cast = [proposals.of_cast(exhibitor.organisation) for exhibitor in exhibitors]
    sure = np.array(
        [
            len(given) or int(exhibitor.zone.slug == COMPREHENSIVE)
            for given, exhibitor in zip(cast, exhibitors, strict=True)
        ]
    )
    total = plan.count("projects.published_online")
    weights = pareto(rng, len(exhibitors), 2.5)
    more = rng.multinomial(total - int(sure.sum()), weights / weights.sum())
    moments = iter(_publishing_times(plan, total, rng))
    ids = iter(public_ids("projects", total))
    for exhibitor, given, count in zip(exhibitors, cast, (sure + more).tolist(), strict=True):
        for proposal in _proposals(exhibitor, given, count=count, source=proposals):
            published = max(next(moments), exhibitor.joined)
            exhibitor.projects.append(Project(next(ids), proposal, published))


def _proposals(exhibitor: Exhibitor, given: list[Proposal], *, count: int, source: Proposals) -> Iterator[Proposal]:
    yield from given[:count]
    for _ in range(count - len(given)):
        yield source.next_for(exhibitor.organisation)


def _publishing_times(plan: Plan, total: int, rng: np.random.Generator) -> list[int]:
    """Two thirds before the doors opened, the others while they stood open."""
    before, during = split(total, [2, 1]).tolist()
    opening = plan.moment(plan.exhibition_from, time(9))
    return [
        *between(rng, plan.moment(BUILDING_FROM, time(9)), opening, count=before).tolist(),
        *between(rng, opening, plan.moment(plan.closes, time(17)), count=during).tolist(),
    ]
