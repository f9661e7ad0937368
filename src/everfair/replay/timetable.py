"""When and where: a timetable in which no hall is used twice at a time, and the published counts per day hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from everfair.programme.enums import EventKind, SessionMode
from everfair.replay.draw import shuffled, stream
from everfair.replay.facts import Plan, read_data
from everfair.replay.words import Words, words

MORNING = (time(9), time(9, 30), time(10))
AFTERNOON = (time(13, 30), time(14), time(14, 30))
EVENING = time(19)
ONLINE = (time(9, 30), time(11), time(14), time(15, 30), time(16), time(20))
LENGTHS = (90, 120, 150)
STREAMS_OF_A_DAY = date(2020, 9, 5)


@dataclass(slots=True)
class Place:
    """A time and a hall; `is_streamed` is decided for the whole fair at once."""

    day: date
    starts: datetime
    ends: datetime
    mode: SessionMode
    hall: Words
    is_streamed: bool = False


def timetable(plan: Plan, kinds: list[EventKind]) -> list[Place]:
    """Return a place for every event, in the order of `kinds`."""
    rng = stream("timetable")
    on_site = [kind for kind in kinds if kind not in (EventKind.ONLINE_CONFERENCE, EventKind.EVENING)]
    evenings = iter(_evenings(plan, kinds.count(EventKind.EVENING)))
    halls = iter(_in_halls(plan, len(on_site), kinds.count(EventKind.EVENING), rng=rng))
    online = iter(_online(plan, kinds.count(EventKind.ONLINE_CONFERENCE), rng=rng))
    sources = {EventKind.EVENING: evenings, EventKind.ONLINE_CONFERENCE: online}
    # Summit forums come first in the list and get the first morning's great halls.
    places = [next(sources.get(kind, halls)) for kind in kinds]
    _choose_streams(plan, places, rng=rng)
    return places


def _in_halls(plan: Plan, count: int, evenings: int, *, rng: np.random.Generator) -> list[Place]:
    halls = [words(pair) for pair in read_data("programme/events.yaml")["halls"]]
    per_day: Mapping[date, int] = plan.assumed["sessions_per_day"]
    places = []
    for number, (day, wanted) in enumerate(per_day.items()):
        has_evening = 0 < number <= evenings
        slots = [(hall, half) for half in (MORNING, AFTERNOON) for hall in halls][: wanted - has_evening]
        places += [_sitting(plan, day, half[int(rng.integers(3))], hall=hall, rng=rng) for hall, half in slots]
    first_morning = [place for place in places if place.day == plan.opens]
    others = shuffled(rng, [place for place in places if place.day != plan.opens])
    for place in shuffled(rng, places)[: round(count * plan.assumed["hybrid_sessions"])]:
        place.mode = SessionMode.HYBRID
    return [*first_morning, *others]


def _evenings(plan: Plan, count: int) -> list[Place]:
    """One a night, from the first day of the exhibition on."""
    hall = words(read_data("programme/events.yaml")["evening_place"])
    days = [plan.exhibition_from + timedelta(days=night) for night in range(count)]
    return [_place(plan, day, EVENING, minutes=150, hall=hall) for day in days]


def _online(plan: Plan, count: int, *, rng: np.random.Generator) -> list[Place]:
    room = words(read_data("programme/events.yaml")["online_place"])
    days = [day for day, wanted in plan.assumed["online_sessions_per_day"].items() for _ in range(wanted)]
    places = []
    for day in shuffled(rng, days)[:count]:
        place = _place(plan, day, ONLINE[int(rng.integers(len(ONLINE)))], minutes=90, hall=room)
        place.mode = SessionMode.ONLINE_ONLY
        places.append(place)
    return places


def _sitting(plan: Plan, day: date, clock: time, *, hall: Words, rng: np.random.Generator) -> Place:
    return _place(plan, day, clock, minutes=LENGTHS[int(rng.integers(len(LENGTHS)))], hall=hall)


def _place(plan: Plan, day: date, clock: time, *, minutes: int, hall: Words) -> Place:
    starts = plan.moment(day, clock)
    return Place(day, starts, starts + timedelta(minutes=minutes), SessionMode.ON_SITE, hall)


def _choose_streams(plan: Plan, places: list[Place], *, rng: np.random.Generator) -> None:
    """Of the sessions with a hall 173 are streamed, 30 of them on 5 September; hybrid ones always are."""
    on_the_day, total = plan.count("streams.on_2020_09_05"), plan.count("sessions.live_streamed")
    candidates = [place for place in places if place.mode != SessionMode.ONLINE_ONLY]
    candidates = sorted(shuffled(rng, candidates), key=lambda place: place.mode != SessionMode.HYBRID)
    that_day = [place for place in candidates if place.day == STREAMS_OF_A_DAY][:on_the_day]
    other_days = [place for place in candidates if place.day != STREAMS_OF_A_DAY][: total - on_the_day]
    for place in (*that_day, *other_days):
        place.is_streamed = True
