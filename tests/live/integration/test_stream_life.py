"""The life of a stream under any order of buttons, encoders and time (property test)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.db.transaction import atomic
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everfair.kernel.errors import DomainError
from everfair.live.domain.publishing import Admission, admit_publisher, begin_take, end_take
from everfair.live.domain.streams import end_stream, go_on_air, pause, rehearse, schedule_again
from everfair.live.domain.sweeps import end_silent_streams, start_due_streams
from everfair.live.enums import EndedBy, Protocol, StreamState, TakeEnd
from everfair.live.models import Stream, Take
from tests.factories.live import StreamFactory, key_of, machine
from tests.live.conftest import heard_while

if TYPE_CHECKING:
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

NOON = datetime(2020, 9, 6, 4, 0, tzinfo=UTC)
BUTTONS = {"rehearse": rehearse, "back": schedule_again, "air": go_on_air, "pause": pause, "end": end_stream}
STEPS = st.lists(st.sampled_from([*BUTTONS, "encoder", "dies", "minute", "hours"]), min_size=1, max_size=10)


class Studio:
    """One stream, its encoder, and a live process that does as it is told."""

    def __init__(self, stream: Stream, told: Told) -> None:
        self.stream, self.told, self.now = stream, told, NOON
        self.secret = key_of(stream).secret
        self.admission: Admission | None = None

    def do(self, step: str) -> None:
        if step in ("minute", "hours"):
            self.now += timedelta(minutes=2) if step == "minute" else timedelta(hours=7)
        elif step == "encoder":
            self.admission = admit_publisher(self.secret, protocol=Protocol.RTMP, address="203.0.113.7")
            self.begin()
        elif step == "dies":
            self.finish(TakeEnd.LOST)
        else:
            BUTTONS[step](self.stream, actor=machine(self.stream))

    def begin(self) -> None:
        assert self.admission is not None
        begin_take(self.admission, protocol=Protocol.RTMP, video={}, audio={})

    def finish(self, end: TakeEnd) -> None:
        for public_id in Take.objects.filter(ended_at__isnull=True).values_list("public_id", flat=True):
            end_take(public_id, end=end)

    def sweep(self) -> None:
        """Do what the live process does every few seconds, then what it was told."""
        start_due_streams()
        end_silent_streams(timedelta(seconds=60))
        for channel, command, _ in list(self.told):
            if channel == "live" and command == "kick":
                self.finish(TakeEnd.KICKED)
            if channel == "live" and command == "cut":
                self.finish(TakeEnd.CUT)
                self.begin()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, starts_in=st.sampled_from([None, -60, 60]), by_itself=st.booleans(), newest_wins=st.booleans())
def test_stream_is_what_everybody_was_told_whatever_happens(
    *, steps: list[str], starts_in: int | None, by_itself: bool, newest_wins: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts_at = None if starts_in is None else NOON + timedelta(seconds=starts_in)
    with atomic(), heard_while() as told:
        stream = StreamFactory(starts_at=starts_at, goes_on_air_by_itself=by_itself, newest_wins=newest_wins)
        studio = Studio(stream, told)
        monkeypatch.setattr("everfair.kernel.clock._read", lambda: studio.now)

        for step in steps:
            _step(studio, step)

        connection.set_rollback(True)


def _step(studio: Studio, step: str) -> None:
    before = Stream.objects.get(pk=studio.stream.pk)
    studio.told.clear()
    try:
        studio.do(step)
        studio.sweep()
    except DomainError:
        pass
    after = Stream.objects.get(pk=studio.stream.pk)
    _holds(after, studio.told, has_moved=before.state != after.state)


def _holds(stream: Stream, told: Told, *, has_moved: bool) -> None:
    take = Take.objects.filter(stream=stream, ended_at__isnull=True).first()
    states = [data["state"] for channel, kind, data in told if (channel, kind) == (stream.channel, "state")]
    is_secret = stream.state == StreamState.REHEARSING

    assert (stream.ended_at is not None) == (stream.state == StreamState.ENDED) == (stream.ended_by != "")
    assert take is None or take.is_public == (stream.state == StreamState.ON_AIR)
    assert take is None or stream.state != StreamState.ENDED
    assert not has_moved or states[-1] == (StreamState.SCHEDULED if is_secret else stream.state)
    assert stream.ended_by != EndedBy.SILENCE or take is None
    assert all(data != {"state": "rehearsing"} for channel, _, data in told if channel == stream.channel)
