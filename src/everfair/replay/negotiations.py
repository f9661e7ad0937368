"""Negotiations: two exact strata, mainland and overseas, over the days and hours of the fair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from everfair.replay.cast_talks import reserved
from everfair.replay.draw import pareto, stream
from everfair.replay.exhibition import Exhibitor
from everfair.replay.facts import Plan
from everfair.replay.moments import Seconds, seconds
from everfair.replay.organisations import Organisation, clocks
from everfair.replay.split import split

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
HOUR = 3600


@dataclass(slots=True)
class Talks:
    """Columns of equal length, ordered by time; a moment of 0 is one that never came, a project of -1 is none."""

    initiator: Places
    respondent: Places
    project: Places
    initiated: Seconds
    answered: Seconds
    concluded: Seconds
    intended: Seconds
    confirmed: Seconds
    declined: Flags
    withdrawn: Flags


def draw_talks(plan: Plan, organisations: list[Organisation], exhibitors: list[Exhibitor]) -> Talks:
    """Return all negotiations but those of the cast, which count among the same totals."""
    rng = stream("negotiations")
    registered = np.array([one.registered for one in organisations])
    strata = list(_strata(plan, organisations, registered, rng=rng))
    initiator = np.concatenate([places for places, _ in strata])
    initiated = np.concatenate([moments for _, moments in strata])
    order = np.argsort(initiated, kind="stable")
    initiator, initiated = initiator[order], initiated[order]
    respondent = _respondents(initiator, organisations, exhibitors, rng=rng)
    talks = _answers(plan, initiator, respondent, initiated=initiated, rng=rng)
    talks.project = _projects(talks, exhibitors, rng)
    return talks


def _strata(
    plan: Plan, organisations: list[Organisation], registered: Seconds, *, rng: np.random.Generator
) -> Iterator[tuple[Places, Seconds]]:
    """Yield initiators and moments: the mainland, then each overseas clock."""
    overseas = plan.count("negotiations.initiated_overseas")
    mainland = plan.count("negotiations.initiated") - overseas
    firms = np.array([one.is_firm and not one.key for one in organisations])
    abroad = np.array([one.is_overseas for one in organisations])
    per_clock = split(overseas - reserved().overseas, [entry["share"] for entry in _overseas(plan).values()])
    yield _stratum(
        plan, np.flatnonzero(firms & ~abroad), registered, count=mainland - reserved().mainland, later=0, rng=rng
    )
    for (name, entry), count in zip(_overseas(plan).items(), per_clock.tolist(), strict=True):
        here = np.array([clocks().get(one.country or "") == name for one in organisations])
        yield _stratum(plan, np.flatnonzero(firms & here), registered, count=count, later=entry["hours_later"], rng=rng)


def _overseas(plan: Plan) -> dict[str, dict[str, float]]:
    return dict(plan.assumed["overseas_clocks"])


def _stratum(
    plan: Plan, firms: Places, registered: Seconds, *, count: int, later: float, rng: np.random.Generator
) -> tuple[Places, Seconds]:
    """Few firms initiate much; none before it has registered: then one that came early takes its place."""
    moments = _moments(plan, count, later=int(later), rng=rng)
    weights = pareto(rng, firms.size)
    initiators = rng.choice(firms, size=count, p=weights / weights.sum())
    early = firms[registered[firms] <= seconds(plan.moment(plan.opens))]
    too_late = registered[initiators] > moments
    initiators[too_late] = rng.choice(early, size=int(too_late.sum()))
    return initiators, moments


def _moments(plan: Plan, count: int, *, later: int, rng: np.random.Generator) -> Seconds:
    """Split over days and hours of Beijing exactly; within the hour every second is as likely."""
    days: dict[object, float] = plan.assumed["negotiations_per_day"]
    hours = np.roll(np.array(plan.assumed["negotiations_per_hour"], dtype=np.float64), later)
    weights = np.outer(list(days.values()), hours / hours.sum()).ravel()
    first = seconds(plan.moment(plan.opens))
    cells = first + HOUR * np.arange(weights.size)
    return np.repeat(cells, split(count, weights)) + rng.integers(0, HOUR, size=count)


def _respondents(
    initiator: Places, organisations: list[Organisation], exhibitors: list[Exhibitor], *, rng: np.random.Generator
) -> Places:
    """Return places among the exhibitors but the cast; the popular are asked more often, nobody asks itself."""
    weights = pareto(rng, len(exhibitors)) * np.array([not one.organisation.key for one in exhibitors])
    place_of = {id(one): place for place, one in enumerate(organisations)}
    own = np.array([place_of[id(one.organisation)] for one in exhibitors])
    chosen = rng.choice(len(exhibitors), size=initiator.size, p=weights / weights.sum())
    while (clash := np.flatnonzero(own[chosen] == initiator)).size:
        chosen[clash] = rng.choice(len(exhibitors), size=clash.size, p=weights / weights.sum())
    return chosen


def _answers(
    plan: Plan, initiator: Places, respondent: Places, *, initiated: Seconds, rng: np.random.Generator
) -> Talks:
    """Give exactly so many the answers, intents and ends that the data file assumes."""
    count, last, kept = initiated.size, seconds(plan.as_of), reserved()
    lot = rng.permutation(count)
    answered = plan.count("negotiations.answered") - kept.answered
    declined = plan.count("declined") - kept.declined
    accepted, refused = lot[: answered - declined], lot[answered - declined : answered]
    withdrawn = lot[answered : answered + plan.count("withdrawn")]
    intended = accepted[: plan.count("negotiations.with_intent") - kept.with_intent]
    concluded = intended[: plan.count("negotiations.concluded")]
    confirmed = intended[: plan.count("intents_confirmed") - kept.confirmed]
    reply = plan.assumed["reply_minutes"]
    delay = 60 * rng.lognormal(np.log(reply["median"]), reply["spread"], count)
    replied = _no_later_than(last, initiated, initiated + delay.astype(np.int64), rng=rng)
    meant = _between(replied, np.full(count, last), rng)
    agreed = _between(meant, np.full(count, last), rng)
    return Talks(
        initiator=initiator,
        respondent=respondent,
        project=np.full(count, -1),
        initiated=initiated,
        answered=_only(replied, lot[:answered]),
        concluded=_only(_between(agreed, np.full(count, last), rng), concluded),
        intended=_only(meant, intended),
        confirmed=_only(agreed, confirmed),
        declined=_flags(count, refused),
        withdrawn=_flags(count, withdrawn),
    )


def _projects(talks: Talks, exhibitors: list[Exhibitor], rng: np.random.Generator) -> Places:
    """Return one published project of the respondent, or -1; one open negotiation per project and initiator."""
    counts = np.array([len(one.projects) for one in exhibitors])
    firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    published = np.array([project.published for one in exhibitors for project in one.projects])
    offset = (rng.random(talks.initiated.size) * counts[talks.respondent]).astype(np.int64)
    project = np.where(counts[talks.respondent] > 0, firsts[talks.respondent] + offset, -1)
    project[(project >= 0) & (published[project] > talks.initiated)] = -1
    is_open = ~(talks.declined | talks.withdrawn | (talks.concluded > 0))
    pairs = np.flatnonzero((project >= 0) & is_open)
    keys = project[pairs] * (talks.initiator.max() + 1) + talks.initiator[pairs]
    _, kept = np.unique(keys, return_index=True)
    project[np.setdiff1d(pairs, pairs[kept])] = -1
    return project


def _no_later_than(last: int, start: Seconds, wanted: Seconds, *, rng: np.random.Generator) -> Seconds:
    drawn_again = _between(start, np.full(start.size, last), rng)
    return np.where(wanted > last, drawn_again, wanted)


def _between(start: Seconds, end: Seconds, rng: np.random.Generator) -> Seconds:
    return start + (rng.random(start.size) * (end - start + 1)).astype(np.int64)


def _only(moments: Seconds, places: Places) -> Seconds:
    kept = np.zeros(moments.size, dtype=np.int64)
    kept[places] = moments[places]
    return kept


def _flags(count: int, places: Places) -> Flags:
    flags = np.zeros(count, dtype=np.bool_)
    flags[places] = True
    return flags
