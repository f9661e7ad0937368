"""Encoders admitted and refused, takes begun and ended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from everfair.fairs.enums import EditionState
from everfair.fairs.public import EditionArchived
from everfair.kernel.errors import DomainError, Forbidden, NotFound
from everfair.kernel.models import Event
from everfair.live.domain.keys import revoke_key
from everfair.live.domain.publishing import Admission, BegunTake, admit_person, admit_publisher, begin_take, end_take
from everfair.live.domain.streams import end_stream
from everfair.live.enums import Audience, Protocol, StreamState, TakeEnd
from everfair.live.errors import BadKey, OtherPublisher, PlayedFromElsewhere, StreamOver
from everfair.live.models import Stream, StreamKey, Take
from everfair.live.places import StreamPlace
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.live import AUDIO, VIDEO, StreamFactory, TakeFactory, key_of, machine, manager_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def admit(key: str) -> Admission:
    return admit_publisher(key, protocol=Protocol.RTMP, address="203.0.113.7")


def begin(admission: Admission) -> BegunTake:
    return begin_take(admission, protocol=Protocol.RTMP, video=VIDEO, audio=AUDIO)


def logged(name: str) -> list[dict[str, object]]:
    return list(Event.objects.filter(name=name).order_by("id").values_list("payload", flat=True))


def test_publisher_with_a_good_key_is_admitted_and_the_use_noted() -> None:
    stream = StreamFactory()
    made = key_of(stream)

    admission = admit(f" {made.secret}\n")

    made.key.refresh_from_db()
    assert admission == Admission(stream.pk, stream.public_id, made.key.pk, newest_wins=True)
    assert made.key.used_at is not None


@pytest.mark.parametrize("key", ["", "ef-", "../../etc/passwd", "\x00", "\ud800", "e" * 100_000])
def test_publisher_with_a_wrong_key_is_refused(key: str) -> None:
    key_of(StreamFactory())

    with pytest.raises(BadKey):
        admit(key)


def test_digest_of_a_key_is_no_key() -> None:
    made = key_of(StreamFactory())

    with pytest.raises(BadKey):
        admit(made.key.digest)


def test_publisher_with_a_revoked_key_is_refused() -> None:
    stream = StreamFactory()
    made = key_of(stream)
    revoke_key(made.key, actor=machine(stream))

    with pytest.raises(BadKey):
        admit(made.secret)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"state": StreamState.ENDED, "ended_by": "team"}, StreamOver),
        ({"external_url": "https://media.example.org/live.m3u8"}, PlayedFromElsewhere),
        ({"edition__state": EditionState.ARCHIVED}, EditionArchived),
    ],
)
def test_publisher_is_refused_where_nothing_is_taken_in(fields: dict[str, object], refusal: type[DomainError]) -> None:
    stream = StreamFactory()
    made = key_of(stream)
    admission = admit(made.secret)
    _become(stream, StreamFactory(**fields))

    with pytest.raises(refusal):
        admit(made.secret)
    with pytest.raises(refusal):
        begin(admission)
    with pytest.raises(refusal):
        _admit_manager(stream)


def _become(stream: Stream, other: Stream) -> None:
    names = ("edition", "state", "ended_at", "ended_by", "external_url")
    Stream.objects.filter(pk=stream.pk).update(**{name: getattr(other, name) for name in names})


def _admit_manager(stream: Stream) -> Admission:
    organisation = OrganisationFactory()
    Stream.objects.filter(pk=stream.pk).update(organisation=organisation)
    stream.refresh_from_db()
    runner = manager_of(organisation)
    assert runner.person is not None
    return admit_person(stream, person=runner.person, grants=runner.grants, members=runner.members)


def test_manager_of_its_organisation_is_admitted_to_the_studio() -> None:
    stream = StreamFactory()

    assert _admit_manager(stream) == Admission(stream.pk, stream.public_id, None, newest_wins=True)


def test_stranger_is_not_admitted_to_the_studio() -> None:
    with pytest.raises(Forbidden):
        admit_person(StreamFactory(), person=PersonFactory(), grants=[], members=[])


def test_first_publisher_wins_where_the_team_wants_that() -> None:
    stream = StreamFactory(newest_wins=False)
    made = key_of(stream)
    late = admit(made.secret)
    first = begin(admit(made.secret))

    with pytest.raises(OtherPublisher):
        admit(made.secret)
    with pytest.raises(OtherPublisher):
        begin(late)

    assert list(stream.takes.values_list("public_id", "ended_at")) == [(first.public_id, None)]


def test_newest_publisher_wins_otherwise(told: Told) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)
    old = begin(admit(key_of(stream).secret))
    told.clear()

    new = begin(admit(key_of(stream).secret))

    assert list(stream.takes.order_by("id").values_list("public_id", "end")) == [
        (old.public_id, TakeEnd.REPLACED),
        (new.public_id, ""),
    ]
    assert [message for message in told if message[1] == "signal"] == [
        (stream.channel, "signal", {"on": True}),
        (stream.team_channel, "signal", {"on": True}),
    ]


def test_take_of_a_key_revoked_since_admission_does_not_begin() -> None:
    stream = StreamFactory()
    made = key_of(stream)
    admission = admit(made.secret)
    revoke_key(made.key, actor=machine(stream))

    with pytest.raises(BadKey):
        begin(admission)

    assert not Take.objects.exists()


def test_begun_take_keeps_what_arrives_and_is_logged() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)
    made = key_of(stream)

    begun = begin(admit(made.secret))

    take = Take.objects.get()
    assert (take.public_id, take.key, take.video, take.audio) == (begun.public_id, made.key, VIDEO, AUDIO)
    assert logged("take.began") == [{"stream": stream.public_id, "protocol": "rtmp", "public": True}]


@pytest.mark.parametrize(
    ("fields", "after"),
    [
        ({"state": StreamState.SCHEDULED}, StreamState.ON_AIR),
        ({"state": StreamState.SCHEDULED, "goes_on_air_by_itself": False}, StreamState.SCHEDULED),
        ({"state": StreamState.REHEARSING}, StreamState.REHEARSING),
        ({"state": StreamState.ON_AIR}, StreamState.ON_AIR),
        ({"state": StreamState.PAUSED}, StreamState.PAUSED),
        ({"state": StreamState.ENDED, "ended_by": "silence"}, StreamState.ON_AIR),
        ({"state": StreamState.ENDED, "ended_by": "silence", "goes_on_air_by_itself": False}, StreamState.ON_AIR),
    ],
)
def test_signal_puts_a_stream_on_air_that_goes_by_itself_or_fell_silent(
    fields: dict[str, object], after: StreamState
) -> None:
    stream = StreamFactory(**fields)

    begun = begin(admit(key_of(stream).secret))

    stream.refresh_from_db()
    assert (stream.state, begun.is_public) == (after, after == StreamState.ON_AIR)
    assert (stream.ended_at, stream.ended_by) == (None, "")


def test_edge_knows_who_may_watch_before_the_first_second_is_there(
    live_root: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR, audience=Audience.REGISTERED)

    with django_capture_on_commit_callbacks(execute=True):
        begin(admit(key_of(stream).secret))

    access = StreamPlace(live_root, stream.public_id).access
    assert json.loads(access.read_text()) == {"audience": "registered", "version": 1}
    assert access.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("state", [StreamState.REHEARSING, StreamState.PAUSED])
def test_signal_backstage_is_told_to_the_team_alone(state: StreamState, told: Told) -> None:
    stream = StreamFactory(state=state)

    begin(admit(key_of(stream).secret))

    assert told == [(stream.team_channel, "signal", {"on": True})]


def test_take_that_ends_is_logged_and_told_once(told: Told) -> None:
    take = TakeFactory()

    end_take(take.public_id, end=TakeEnd.LOST, is_complete=False)
    end_take(take.public_id, end=TakeEnd.STOPPED)

    take.refresh_from_db()
    assert (take.end, take.is_complete) == (TakeEnd.LOST, False)
    assert told == [
        (take.stream.channel, "signal", {"on": False}),
        (take.stream.team_channel, "signal", {"on": False}),
    ]
    assert [payload["end"] for payload in logged("take.ended")] == ["lost"]


@pytest.mark.parametrize("end", [TakeEnd.CUT, TakeEnd.REPLACED])
def test_take_that_goes_on_in_another_ends_silently(end: TakeEnd, told: Told) -> None:
    end_take(TakeFactory().public_id, end=end)

    assert told == []


def test_take_that_never_was_cannot_end() -> None:
    with pytest.raises(NotFound):
        end_take("nothingatall", end=TakeEnd.LOST)


def test_encoder_stays_away_once_the_team_ended_its_stream() -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)
    admission = admit(key_of(stream).secret)
    begun = begin(admission)
    end_stream(stream, actor=machine(stream))
    end_take(begun.public_id, end=TakeEnd.KICKED)

    with pytest.raises(StreamOver):
        begin(admission)

    assert StreamKey.objects.get().revoked_at is None
