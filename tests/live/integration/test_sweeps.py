"""What time does to streams."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.fairs.enums import EditionState
from everfair.live.domain.publishing import admit_publisher, begin_take
from everfair.live.domain.sweeps import end_lost_takes, end_silent_streams, start_due_streams
from everfair.live.enums import EndedBy, Protocol, StreamState, TakeEnd
from everfair.live.models import Take
from tests.factories.live import StreamFactory, TakeFactory, key_of

if TYPE_CHECKING:
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NOW = datetime(2020, 9, 6, 10, 0, tzinfo=UTC)
GRACE = timedelta(seconds=60)
HOURS = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("everfair.kernel.clock._read", lambda: NOW)


@pytest.mark.parametrize(
    ("state", "on_air_for", "silent_for", "is_over"),
    [
        (StreamState.ON_AIR, 2 * HOURS, timedelta(seconds=61), True),
        (StreamState.ON_AIR, 2 * HOURS, timedelta(seconds=60), False),
        (StreamState.ON_AIR, timedelta(seconds=10), 2 * HOURS, False),
        (StreamState.ON_AIR, 2 * HOURS, None, False),
        (StreamState.ON_AIR, 7 * HOURS, None, True),
        (StreamState.PAUSED, 2 * HOURS, 1 * HOURS, False),
        (StreamState.PAUSED, 9 * HOURS, 7 * HOURS, True),
        (StreamState.REHEARSING, 9 * HOURS, 8 * HOURS, False),
        (StreamState.SCHEDULED, 9 * HOURS, 8 * HOURS, False),
    ],
)
def test_stream_ends_by_silence_after_the_grace_and_a_meant_one_after_hours(
    state: StreamState, on_air_for: timedelta, silent_for: timedelta | None, *, is_over: bool
) -> None:
    stream = StreamFactory(state=state, on_air_at=NOW - on_air_for)
    TakeFactory(stream=stream, ended_at=NOW - 10 * HOURS, began_at=NOW - 11 * HOURS) if silent_for else None
    TakeFactory(stream=stream, ended_at=NOW - silent_for, began_at=NOW - 9 * HOURS) if silent_for else None

    ended = end_silent_streams(GRACE)

    stream.refresh_from_db()
    assert ended == is_over
    assert (stream.state, stream.ended_by) == ((StreamState.ENDED, EndedBy.SILENCE) if is_over else (state, ""))


@pytest.mark.parametrize("fields", [{}, {"external_url": "https://media.example.org/a.m3u8"}])
def test_stream_with_a_signal_or_from_elsewhere_does_not_end_by_silence(fields: dict[str, str]) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR, on_air_at=NOW - 20 * HOURS, **fields)
    TakeFactory(stream=stream, began_at=NOW - 20 * HOURS, ended_at=NOW - 19 * HOURS)
    if not fields:
        TakeFactory(stream=stream, began_at=NOW - 18 * HOURS)

    assert end_silent_streams(GRACE) == 0


def test_encoder_that_returns_after_silence_is_on_air_again(told: Told) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR, on_air_at=NOW - HOURS)
    TakeFactory(stream=stream, began_at=NOW - HOURS, ended_at=NOW - GRACE - GRACE)
    secret = key_of(stream).secret
    end_silent_streams(GRACE)
    told.clear()

    admission = admit_publisher(secret, protocol=Protocol.RTMP, address="203.0.113.7")
    begun = begin_take(admission, protocol=Protocol.RTMP, video={}, audio={})

    stream.refresh_from_db()
    assert (stream.state, stream.ended_by, begun.is_public) == (StreamState.ON_AIR, "", True)
    assert (stream.channel, "state", {"state": "on_air"}) in told


def test_signal_before_the_start_waits_backstage_until_it_is_time(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StreamFactory(starts_at=NOW + timedelta(minutes=5))
    admission = admit_publisher(key_of(stream).secret, protocol=Protocol.RTMP, address="203.0.113.7")
    early = begin_take(admission, protocol=Protocol.RTMP, video={}, audio={})
    waiting = start_due_streams()
    monkeypatch.setattr("everfair.kernel.clock._read", lambda: NOW + timedelta(minutes=5))
    told.clear()

    started = start_due_streams()

    stream.refresh_from_db()
    assert (early.is_public, waiting, started, stream.state) == (False, 0, 1, StreamState.ON_AIR)
    assert told[-1] == ("live", "cut", stream.public_id)


@pytest.mark.parametrize(
    "fields",
    [
        {"goes_on_air_by_itself": False},
        {"state": StreamState.REHEARSING},
        {"state": StreamState.ENDED},
        {"edition__state": EditionState.ARCHIVED},
        {"starts_at": NOW + GRACE},
        {"starts_at": None},
    ],
)
def test_nothing_starts_that_is_not_due(fields: dict[str, object]) -> None:
    stream = StreamFactory(**{"starts_at": NOW - GRACE, **fields})
    TakeFactory(stream=stream, is_public=False, began_at=NOW - HOURS)

    assert start_due_streams() == 0


def test_stream_without_signal_does_not_start_unless_it_comes_from_elsewhere() -> None:
    StreamFactory(starts_at=NOW - GRACE)
    announced = StreamFactory(starts_at=NOW - GRACE, created_at=NOW - HOURS, external_url="https://e.org/a.m3u8")
    StreamFactory(starts_at=NOW - GRACE, created_at=NOW, external_url="https://e.org/b.m3u8")

    assert start_due_streams() == 1

    announced.refresh_from_db()
    assert announced.state == StreamState.ON_AIR


def test_takes_that_a_former_process_left_open_are_ended(told: Told) -> None:
    lost = TakeFactory()
    TakeFactory(ended_at=NOW)

    ended = end_lost_takes()

    lost.refresh_from_db()
    assert (ended, lost.end, lost.ended_at) == (1, TakeEnd.RESTARTED, NOW)
    assert told[0] == (lost.stream.channel, "signal", {"on": False})
    assert not Take.objects.filter(ended_at__isnull=True).exists()
