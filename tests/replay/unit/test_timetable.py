"""The timetable: published days hold, and nobody sits on another's chair."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from everfair.programme.enums import EventKind, SessionMode
from everfair.replay.facts import plan_for
from everfair.replay.timetable import Place, timetable

pytestmark = pytest.mark.unit

KINDS = [
    *([EventKind.SUMMIT_FORUM] * 4),
    *([EventKind.INDUSTRY_FORUM] * 134),
    *([EventKind.OVERSEAS_SPECIAL] * 29),
    *([EventKind.PROVINCE_THEME] * 18),
    *([EventKind.EVENING] * 5),
    *([EventKind.ONLINE_CONFERENCE] * 32),
]


@pytest.fixture(scope="module")
def places() -> list[Place]:
    return timetable(plan_for("full"), KINDS)


def test_timetable_on_6_september_has_39_on_site_and_4_online(places: list[Place]) -> None:
    modes = Counter(place.mode == SessionMode.ONLINE_ONLY for place in places if place.day == date(2020, 9, 6))

    assert modes == {False: 39, True: 4}


def test_timetable_streams_173_and_30_of_them_on_5_september(places: list[Place]) -> None:
    streamed = [place for place in places if place.is_streamed]

    assert len(streamed) == 173
    assert sum(place.day == date(2020, 9, 5) for place in streamed) == 30
    assert SessionMode.ONLINE_ONLY not in {place.mode for place in streamed}
    assert all(place.is_streamed for place in places if place.mode == SessionMode.HYBRID)


def test_timetable_never_uses_a_hall_twice_at_a_time(places: list[Place]) -> None:
    by_hall = defaultdict(list)
    for place in places:
        if place.mode != SessionMode.ONLINE_ONLY:
            by_hall[place.hall].append(place)

    clashes = [
        (earlier, later)
        for taken in by_hall.values()
        for earlier, later in pairwise(sorted(taken, key=lambda place: place.starts))
        if later.starts < earlier.ends
    ]
    assert len(by_hall) == 23
    assert clashes == []


def test_timetable_ends_before_the_figures_speak(places: list[Place]) -> None:
    assert max(place.ends for place in places) <= plan_for("full").as_of
