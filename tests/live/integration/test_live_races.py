"""Two at the same moment over one stream, on real connections."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from everfair.kernel.models import Event
from everfair.live.domain.access_file import write_access
from everfair.live.domain.keys import rotate_key
from everfair.live.domain.publishing import Admission, admit_publisher, begin_take, end_take
from everfair.live.domain.streams import change_stream, create_stream, end_stream, go_on_air, pause
from everfair.live.domain.sweeps import end_silent_streams
from everfair.live.enums import Protocol, StreamState, TakeEnd
from everfair.live.models import Stream, StreamKey, Take
from everfair.live.places import StreamPlace
from everfair.live.runner import runner_at_the_machine
from tests.factories.live import BEGAN, PLAN, StreamFactory, TakeFactory, key_of, machine
from tests.factories.programme import SessionFactory
from tests.racing import at_once

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


def begin(admission: Admission) -> None:
    begin_take(admission, protocol=Protocol.RTMP, video={}, audio={})


def admission_to(stream: Stream) -> Admission:
    return admit_publisher(key_of(stream).secret, protocol=Protocol.RTMP, address="203.0.113.7")


@pytest.mark.parametrize("round_number", range(3))
def test_of_publishers_at_once_the_newest_alone_is_left(round_number: int) -> None:
    del round_number
    stream = StreamFactory()
    admissions = [admission_to(stream) for _ in range(4)]

    found = at_once(*[lambda each=each: begin(each) for each in admissions])

    assert found == ["", "", "", ""]
    assert sorted(Take.objects.values_list("end", flat=True)) == ["", "replaced", "replaced", "replaced"]
    assert Event.objects.filter(name="stream.went_on_air").count() == 1


def test_of_publishers_at_once_the_first_alone_gets_in_where_that_is_wanted() -> None:
    stream = StreamFactory(newest_wins=False)
    admissions = [admission_to(stream) for _ in range(4)]

    found = at_once(*[lambda each=each: begin(each) for each in admissions])

    assert sorted(found) == ["", "other_publisher", "other_publisher", "other_publisher"]
    assert Take.objects.filter(ended_at__isnull=True).count() == 1


def test_two_who_press_on_air_at_once() -> None:
    stream = StreamFactory()

    found = at_once(*[lambda: go_on_air(stream, actor=machine(stream))] * 2)

    assert sorted(found) == ["", "stream_move_not_allowed"]


def test_one_who_pauses_while_the_other_ends() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)

    found = at_once(lambda: pause(stream, actor=machine(stream)), lambda: end_stream(stream, actor=machine(stream)))

    stream.refresh_from_db()
    assert found[1] == ""
    assert stream.state == StreamState.ENDED


def test_two_who_change_a_stream_at_once() -> None:
    stream = StreamFactory()

    found = at_once(*[lambda: change_stream(stream, actor=machine(stream), version=1, plan=PLAN)] * 2)

    assert sorted(found) == ["", "stream_changed_meanwhile"]


def test_two_who_make_the_stream_of_a_session_at_once() -> None:
    session = SessionFactory()
    actor = runner_at_the_machine(session.edition_id)

    found = at_once(*[lambda: create_stream(session.edition, actor=actor, plan=PLAN, session=session)] * 2)

    assert sorted(found) == ["", "session_has_stream"]


def test_take_that_ends_twice_at_once_is_logged_once() -> None:
    take = TakeFactory()

    at_once(
        lambda: end_take(take.public_id, end=TakeEnd.LOST, is_complete=False),
        lambda: end_take(take.public_id, end=TakeEnd.KICKED),
    )

    assert Event.objects.filter(name="take.ended").count() == 1


def test_take_never_stays_open_in_a_stream_that_the_team_ends_as_it_begins() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)
    admission = admission_to(stream)

    found = at_once(lambda: begin(admission), lambda: end_stream(stream, actor=machine(stream)))

    assert found in (["", ""], ["stream_over", ""])
    assert Take.objects.exists() == (found[0] == "")


def test_key_rotated_twice_at_once_leaves_every_old_one_revoked() -> None:
    stream = StreamFactory()
    key = key_of(stream).key

    found = at_once(*[lambda: rotate_key(key, actor=machine(stream))] * 2)

    assert found == ["", ""]
    assert StreamKey.objects.filter(pk=key.pk, revoked_at__isnull=False).exists()
    assert Event.objects.filter(name="stream.key_revoked").count() == 1


def test_silence_and_a_returning_encoder_at_once_leave_it_on_air() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)
    TakeFactory(stream=stream, ended_at=BEGAN + timedelta(minutes=1))
    admission = admission_to(stream)

    at_once(lambda: end_silent_streams(timedelta(seconds=60)), lambda: begin(admission))

    stream.refresh_from_db()
    assert (stream.state, stream.ended_by) == (StreamState.ON_AIR, "")


def test_access_file_written_by_many_at_once_is_whole_and_the_latest(live_root: Path) -> None:
    stream = StreamFactory()
    versions = itertools.count(2)

    def bump() -> None:
        Stream.objects.filter(pk=stream.pk).update(version=next(versions))
        write_access(stream.pk)

    at_once(*[bump] * 6)

    stream.refresh_from_db()
    access = StreamPlace(live_root, stream.public_id).access
    assert f'"version": {stream.version}' in access.read_text()
    assert [path.name for path in access.parent.iterdir()] == ["access.json"]
