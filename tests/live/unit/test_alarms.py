"""What the control room is told, and what the team is advised."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from everfair.live.enums import StreamState
from everfair.live.health.alarms import advice_on, alarms_of
from everfair.live.models import Stream, StreamHealth

pytestmark = pytest.mark.unit

AT = datetime(2020, 9, 6, 1, 30, tzinfo=UTC)


def health(**fields: Any) -> StreamHealth:
    """Return what is measured of a stream that is well."""
    well = {"fps": 30.0, "keyframe_seconds": 1.0, "loudness": -12.0, "brightness": 90.0, "bits_per_second": 2_800_000}
    return StreamHealth(**{"seen_at": AT, **well, **fields})


def told(stream: Stream, measured: StreamHealth | None, *, has_signal: bool = True) -> list[str]:
    return [alarm.kind for alarm in alarms_of(stream, measured, has_signal=has_signal, at=AT)]


@pytest.mark.parametrize(
    ("state", "starts", "expected"),
    [
        (StreamState.ON_AIR, None, ["no_signal"]),
        (StreamState.PAUSED, None, []),
        (StreamState.REHEARSING, None, []),
        (StreamState.SCHEDULED, AT - timedelta(minutes=3), ["late"]),
        (StreamState.SCHEDULED, AT - timedelta(minutes=1), []),
        (StreamState.SCHEDULED, AT + timedelta(minutes=3), []),
        (StreamState.SCHEDULED, None, []),
        (StreamState.ENDED, AT - timedelta(hours=3), []),
    ],
)
def test_stream_without_signal_alarms_when_it_should_be_there(
    state: StreamState, starts: datetime | None, expected: list[str]
) -> None:
    assert told(Stream(state=state, starts_at=starts), None, has_signal=False) == expected


def test_well_stream_alarms_nobody() -> None:
    assert told(Stream(state=StreamState.ON_AIR), health()) == []


@pytest.mark.parametrize("what", ["black", "silent", "frozen"])
def test_what_lasts_is_an_alarm_and_what_passes_is_not(what: str) -> None:
    stream = Stream(state=StreamState.ON_AIR)
    lasting = health(**{f"{what}_since": AT - timedelta(seconds=8)})
    passing = health(**{f"{what}_since": AT - timedelta(seconds=7)})

    assert (told(stream, lasting), told(stream, passing)) == ([what], [])


def test_old_measurement_says_nothing_about_now() -> None:
    old = AT - timedelta(minutes=1)

    assert told(Stream(state=StreamState.ON_AIR), health(seen_at=old, black_since=old - timedelta(minutes=1))) == []


def test_stream_of_another_server_is_not_ours_to_watch() -> None:
    stream = Stream(state=StreamState.ON_AIR, external_url="https://media.example/live.m3u8")

    assert told(stream, None, has_signal=False) == []


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"keyframe_seconds": 4.0, "fps": 5.0}, "keyframe"),
        ({"fps": 7.0}, "Few pictures"),
        ({"loudness": 0.0}, "too loud"),
        ({"loudness": -55.0}, "hardly any sound"),
        ({}, ""),
    ],
)
def test_advice_names_the_worst_first(fields: dict[str, float], word: str) -> None:
    from django.utils import translation  # noqa: PLC0415 -- beside its one use

    with translation.override("en"):
        advice = advice_on(health(**fields))

    assert (word in advice) if word else advice == ""
