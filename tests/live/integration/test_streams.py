"""Streams created, changed and moved."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from everfair.exhibition.enums import BoothState
from everfair.fairs.enums import EditionState
from everfair.fairs.public import EditionArchived
from everfair.kernel.errors import DomainError, Forbidden, NotFound
from everfair.kernel.models import Event
from everfair.kernel.text import Text
from everfair.live.domain.plans import StreamPlan
from everfair.live.domain.streams import change_stream, create_stream, end_stream, go_on_air, pause, rehearse
from everfair.live.domain.streams import schedule_again as open_again
from everfair.live.enums import STREAM_MOVES, Audience, StreamState
from everfair.live.errors import (
    BadAddress,
    BadLanguage,
    BadWindow,
    SessionHasStream,
    StreamChangedMeanwhile,
    StreamMoveNotAllowed,
    TitleMissing,
    TitleTooLong,
)
from everfair.live.models import Stream
from everfair.live.places import StreamPlace
from everfair.live.runner import Runner, runner_at_the_machine
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.factories.exhibition import BoothFactory
from tests.factories.fairs import EditionFactory
from tests.factories.live import PLAN, StreamFactory, TakeFactory, machine, manager_of
from tests.factories.programme import EventFactory, SessionFactory

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoCaptureOnCommitCallbacks

    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

LATER = datetime(2020, 9, 8, 2, 0, tzinfo=UTC)
VERBS = {
    StreamState.REHEARSING: rehearse,
    StreamState.SCHEDULED: open_again,
    StreamState.ON_AIR: go_on_air,
    StreamState.PAUSED: pause,
    StreamState.ENDED: end_stream,
}


def access_of(stream: Stream, live_root: Path) -> object:
    return json.loads(StreamPlace(live_root, stream.public_id).access.read_text())


def test_stream_of_a_session_is_run_by_the_events_host_and_starts_with_it(told: Told) -> None:
    session = SessionFactory(event=EventFactory(host=OrganisationFactory()))

    stream = create_stream(session.edition, actor=runner_at_the_machine(session.edition_id), plan=PLAN, session=session)

    assert (stream.organisation, stream.starts_at, stream.title) == (session.event.host, session.starts_at, PLAN.title)
    assert told == [("purge", "", f"streams stream-{stream.public_id} event-{session.event.public_id}")]


def test_show_of_a_booth_is_run_by_its_exhibitor() -> None:
    booth = BoothFactory()
    exhibitor = booth.exhibitor.organisation

    stream = create_stream(booth.exhibitor.edition, actor=manager_of(exhibitor), plan=PLAN, booth=booth)

    assert (stream.organisation, stream.booth, stream.starts_at) == (exhibitor, booth, None)


def test_stream_of_the_fair_may_be_given_to_an_organisation() -> None:
    edition, organisation = EditionFactory(), OrganisationFactory()

    stream = create_stream(edition, actor=runner_at_the_machine(edition.pk), plan=PLAN, organisation=organisation)

    assert manager_of(organisation).runs(stream)


def test_exhibitor_creates_no_show_of_a_closed_booth_nor_of_the_fair() -> None:
    booth = BoothFactory(state=BoothState.PREPARING)
    edition, actor = booth.exhibitor.edition, manager_of(booth.exhibitor.organisation)

    with pytest.raises(Forbidden):
        create_stream(edition, actor=actor, plan=PLAN, booth=booth)
    with pytest.raises(Forbidden):
        create_stream(edition, actor=actor, plan=PLAN)

    assert not Stream.objects.exists()


def test_exhibitor_gives_its_show_to_nobody_else() -> None:
    booth = BoothFactory()
    edition, actor = booth.exhibitor.edition, manager_of(booth.exhibitor.organisation)

    with pytest.raises(Forbidden):
        create_stream(edition, actor=actor, plan=PLAN, booth=booth, organisation=OrganisationFactory())


def test_second_stream_of_a_session_is_refused() -> None:
    session = SessionFactory()
    actor = runner_at_the_machine(session.edition_id)
    create_stream(session.edition, actor=actor, plan=PLAN, session=session)

    with pytest.raises(SessionHasStream):
        create_stream(session.edition, actor=actor, plan=PLAN, session=session)


def test_session_and_booth_of_another_edition_are_not_found() -> None:
    edition, booth = EditionFactory(), BoothFactory()
    everywhere = Runner(
        None, (*runner_at_the_machine(edition.pk).grants, *runner_at_the_machine(booth.exhibitor.edition_id).grants)
    )

    with pytest.raises(NotFound):
        create_stream(edition, actor=everywhere, plan=PLAN, session=SessionFactory())
    with pytest.raises(NotFound):
        create_stream(edition, actor=everywhere, plan=PLAN, booth=booth)


def test_archived_edition_takes_no_new_stream() -> None:
    edition = EditionFactory(state=EditionState.ARCHIVED)

    with pytest.raises(EditionArchived):
        create_stream(edition, actor=runner_at_the_machine(edition.pk), plan=PLAN)


@pytest.mark.parametrize(
    ("plan", "refusal", "field"),
    [
        (StreamPlan(Text()), TitleMissing, "title_zh"),
        (StreamPlan(Text({"en": "x" * 201})), TitleTooLong, "title_zh"),
        (StreamPlan(PLAN.title, language="deutsch"), BadLanguage, "language"),
        (StreamPlan(PLAN.title, language="en-" + "x" * 20), BadLanguage, "language"),
        (StreamPlan(PLAN.title, dvr_minutes=1441), BadWindow, "dvr_minutes"),
        (StreamPlan(PLAN.title, dvr_minutes=-1), BadWindow, "dvr_minutes"),
        (StreamPlan(PLAN.title, external_url="javascript:alert(1)"), BadAddress, "external_url"),
        (StreamPlan(PLAN.title, external_url="ftp://example.org/a.m3u8"), BadAddress, "external_url"),
        (StreamPlan(PLAN.title, external_url="https://user:word@example.org/a.m3u8"), BadAddress, "external_url"),
        (StreamPlan(PLAN.title, external_url="https://example.org/" + "a" * 500), BadAddress, "external_url"),
    ],
)
def test_plan_that_breaks_a_rule_is_refused_where_it_was_typed(
    plan: StreamPlan, refusal: type[DomainError], field: str
) -> None:
    edition = EditionFactory()

    with pytest.raises(refusal) as caught:
        create_stream(edition, actor=runner_at_the_machine(edition.pk), plan=plan)

    assert caught.value.field == field


def test_later_of_two_changes_is_told() -> None:
    stream = StreamFactory()
    change_stream(stream, actor=machine(stream), version=1, plan=PLAN)

    with pytest.raises(StreamChangedMeanwhile):
        change_stream(stream, actor=machine(stream), version=1, plan=StreamPlan(Text({"en": "Mine"})))

    stream.refresh_from_db()
    assert (stream.title, stream.version) == (PLAN.title, 2)


def test_narrower_audience_reaches_the_edge_and_open_players(
    told: Told, live_root: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    stream = StreamFactory()
    plan = StreamPlan(stream.title, audience=Audience.REGISTERED)

    with django_capture_on_commit_callbacks(execute=True):
        change_stream(stream, actor=machine(stream), version=1, plan=plan)

    assert access_of(stream, live_root) == {"audience": "registered", "version": 2}
    assert (stream.channel, "state", {"state": "scheduled"}) in told


def test_another_title_does_not_wake_every_player(told: Told) -> None:
    stream = StreamFactory(state=StreamState.ON_AIR)

    change_stream(stream, actor=machine(stream), version=1, plan=StreamPlan(Text({"en": "Corrected"})))

    assert told == [("purge", "", f"streams stream-{stream.public_id}"), ("live", "look", stream.public_id)]


def test_encoder_is_sent_away_when_the_picture_comes_from_elsewhere(told: Told) -> None:
    stream = TakeFactory().stream
    plan = StreamPlan(stream.title, external_url="https://media.example.org/show/master.m3u8")

    change_stream(stream, actor=machine(stream), version=1, plan=plan)

    assert told[-1] == ("live", "kick", stream.public_id)


@pytest.mark.parametrize(("before", "after"), list(itertools.product(StreamState, StreamState)))
def test_stream_moves_as_the_table_says_and_else_the_presser_is_told(before: StreamState, after: StreamState) -> None:
    stream = StreamFactory(state=before)

    if after in STREAM_MOVES[before]:
        VERBS[after](stream, actor=machine(stream))
    else:
        with pytest.raises(StreamMoveNotAllowed):
            VERBS[after](stream, actor=machine(stream))

    stream.refresh_from_db()
    moved = after in STREAM_MOVES[before]
    assert stream.state == (after if moved else before)
    assert (stream.ended_at is None) == (stream.state != StreamState.ENDED)
    assert Event.objects.filter(name__startswith="stream.").count() == (1 if moved else 0)


@pytest.mark.parametrize("verb", list(VERBS.values()))
def test_stranger_moves_nothing(verb: type) -> None:
    stream = StreamFactory(organisation=OrganisationFactory())

    with pytest.raises(Forbidden):
        verb(stream, actor=Runner(PersonFactory()))
    with pytest.raises(Forbidden):
        verb(stream, actor=manager_of(OrganisationFactory()))


@pytest.mark.parametrize(
    ("before", "after"), [(before, to) for before in STREAM_MOVES for to in sorted(STREAM_MOVES[before])]
)
def test_in_an_archived_edition_a_stream_can_only_be_closed(before: StreamState, after: StreamState) -> None:
    stream = StreamFactory(state=before, edition__state=EditionState.ARCHIVED)

    if after in {StreamState.PAUSED, StreamState.ENDED}:
        assert VERBS[after](stream, actor=machine(stream)).state == after
    else:
        with pytest.raises(EditionArchived):
            VERBS[after](stream, actor=machine(stream))


@pytest.mark.parametrize(
    ("before", "was_public", "after", "command"),
    [
        (StreamState.SCHEDULED, False, StreamState.ON_AIR, "cut"),
        (StreamState.SCHEDULED, False, StreamState.REHEARSING, "look"),
        (StreamState.REHEARSING, False, StreamState.ON_AIR, "cut"),
        (StreamState.ON_AIR, True, StreamState.PAUSED, "cut"),
        (StreamState.PAUSED, False, StreamState.ON_AIR, "cut"),
        (StreamState.ON_AIR, True, StreamState.ENDED, "kick"),
        (StreamState.PAUSED, False, StreamState.ENDED, "kick"),
        (StreamState.ON_AIR, None, StreamState.ENDED, "look"),
    ],
)
def test_encoder_is_cut_where_audience_and_backstage_part_and_kicked_at_the_end(
    before: StreamState, *, was_public: bool | None, after: StreamState, command: str, told: Told
) -> None:
    stream = StreamFactory(state=before)
    if was_public is not None:
        TakeFactory(stream=stream, is_public=was_public)

    VERBS[after](stream, actor=machine(stream))

    assert [message for message in told if message[0] == "live"][-1] == ("live", command, stream.public_id)


def test_rehearsal_is_told_to_the_team_alone(told: Told) -> None:
    stream = StreamFactory(state=StreamState.ENDED)

    rehearse(stream, actor=machine(stream))

    assert [message for message in told if message[1] == "state"] == [
        (stream.channel, "state", {"state": "scheduled"}),
        (stream.team_channel, "state", {"state": "rehearsing"}),
    ]


def test_old_start_counts_no_more_when_a_stream_is_opened_again() -> None:
    ended = StreamFactory(state=StreamState.ENDED, starts_at=datetime(2020, 9, 6, tzinfo=UTC))
    rehearsed = StreamFactory(state=StreamState.REHEARSING, starts_at=LATER)

    assert open_again(ended, actor=machine(ended)).starts_at is None
    assert open_again(rehearsed, actor=machine(rehearsed)).starts_at == LATER


def test_ended_stream_can_be_opened_for_another_time() -> None:
    stream = StreamFactory(state=StreamState.ENDED)

    again = open_again(stream, actor=machine(stream), starts_at=LATER)

    assert (again.state, again.starts_at, again.ended_at) == (StreamState.SCHEDULED, LATER, None)
