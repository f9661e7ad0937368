"""When organisations registered: the curve through the three counts that the press gave."""

from __future__ import annotations

from datetime import date, time

import numpy as np

from everfair.replay.draw import shuffled, stream
from everfair.replay.facts import Plan
from everfair.replay.moments import Seconds, between
from everfair.replay.organisations import Organisation

FIRST_DAY = date(2020, 7, 1)


def register(plan: Plan, organisations: list[Organisation], exhibiting: set[int]) -> None:
    """Give every organisation its moment of registration; exhibitors and the cast are among the early ones.

    `exhibiting` holds the places of the exhibitors in `organisations`.
    """
    rng = stream("registration")
    places = range(len(organisations))
    sure = [place for place in places if place in exhibiting or organisations[place].key]
    others = shuffled(rng, [place for place in places if place not in exhibiting and not organisations[place].key])
    for place, moment in zip([*sure, *others], _curve(plan, rng).tolist(), strict=True):
        organisations[place].registered = moment


def _curve(plan: Plan, rng: np.random.Generator) -> Seconds:
    total = plan.count("organisations.total")
    early = plan.count("organisations_by_3_september")
    by_6_september = plan.count("organisations.registered.on_2020_09_06T08_00")
    first, third = plan.moment(FIRST_DAY, time(9)), plan.moment(date(2020, 9, 3), time(18))
    sixth, last = plan.moment(date(2020, 9, 6), time(8)), plan.moment(plan.closes, time(12))
    # The nearer the opening, the more came: the square root of an even draw bends the curve upwards.
    span = third.timestamp() - first.timestamp()
    bent = (first.timestamp() + span * np.sqrt(rng.random(early))).astype(np.int64)
    later = between(rng, int(third.timestamp()) + 1, sixth, count=by_6_september - early)
    latest = between(rng, int(sixth.timestamp()) + 1, last, count=total - by_6_september)
    return np.concatenate([bent, later, latest])
