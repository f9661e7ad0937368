"""Polls and quizzes: made, opened, answered, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.kernel.errors import Forbidden, NotFound
from everfair.kernel.text import Text
from everfair.live.audience_errors import (
    BadChoice,
    NoRightAnswer,
    PollClosed,
    PollMoved,
    PollTooLong,
    PollWordsMissing,
    TooManyChoices,
)
from everfair.live.domain.folding import PAUSES
from everfair.live.domain.polls import (
    PollPlan,
    delete_draft,
    make_poll,
    move_poll,
    publish_last_results,
    vote,
)
from everfair.live.enums import PollKind, PollResults, PollState, StreamState
from everfair.live.models import Poll, PollVote
from everfair.live.queries.polls import polls_for, shown_poll
from tests.factories.live import StreamFactory, guest_of, machine, make_open_poll, moderator_of

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from everfair.kernel.errors import DomainError
    from everfair.live.models import Stream
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

WHICH, RED, GREEN = (Text({"en": words}) for words in ("Which one?", "Red", "Green"))


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create(state=StreamState.ON_AIR)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (PollPlan(Text(), (RED, GREEN)), PollWordsMissing),
        (PollPlan(WHICH, (RED,)), PollWordsMissing),
        (PollPlan(WHICH, (RED, Text())), PollWordsMissing),
        (PollPlan(WHICH, (RED,) * 9), PollTooLong),
        (PollPlan(WHICH, (RED, Text({"en": "x" * 121}))), PollTooLong),
        (PollPlan(Text({"en": "x" * 201}), (RED, GREEN)), PollTooLong),
        (PollPlan(WHICH, (RED, GREEN), PollKind.QUIZ), NoRightAnswer),
        (PollPlan(WHICH, (RED, GREEN), PollKind.QUIZ, right=frozenset({0, 1})), NoRightAnswer),
    ],
)
def test_plan_that_makes_no_poll_is_refused(stream: Stream, plan: PollPlan, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        make_poll(stream, plan, actor=machine(stream))

    assert not Poll.objects.exists()


def test_moderators_and_the_audience_make_no_polls(stream: Stream) -> None:
    with pytest.raises(Forbidden):
        make_poll(stream, PollPlan(WHICH, (RED, GREEN)), actor=moderator_of(stream))


def test_draft_is_known_to_the_team_alone_and_can_be_deleted(stream: Stream) -> None:
    draft = make_poll(stream, PollPlan(WHICH, (RED, GREEN)), actor=machine(stream))

    assert polls_for(stream, None) == []
    assert [poll.public_id for poll in polls_for(stream, None, is_team=True)] == [draft.public_id]
    with pytest.raises(NotFound):
        shown_poll(draft, None)
    with pytest.raises(PollClosed):
        vote(guest_of(stream), draft, places=[0])
    delete_draft(draft, actor=machine(stream))
    assert not Poll.objects.exists()


def test_poll_opens_closes_and_opens_again(stream: Stream, told: Told) -> None:
    poll = make_open_poll(stream)

    for to in (PollState.CLOSED, PollState.OPEN):
        poll = move_poll(poll, to, actor=machine(stream))

    assert [data["do"] for _, kind, data in told if kind == "poll"] == ["open", "closed", "open"]
    with pytest.raises(PollMoved):
        move_poll(poll, PollState.OPEN, actor=machine(stream))
    with pytest.raises(PollMoved):
        delete_draft(poll, actor=machine(stream))


def test_vote_can_be_changed_until_the_poll_is_closed(stream: Stream) -> None:
    poll, guest = make_open_poll(stream), guest_of(stream)
    for place in (0, 1, 1):
        vote(guest, poll, places=[place])

    assert [bar.votes for bar in shown_poll(poll, guest.person).bars] == [0, 1, 0]

    move_poll(poll, PollState.CLOSED, actor=machine(stream))
    with pytest.raises(PollClosed):
        vote(guest, poll, places=[2])
    assert [bar.is_mine for bar in shown_poll(poll, guest.person).bars] == [False, True, False]


@pytest.mark.parametrize(
    ("kind", "places", "refusal"),
    [
        (PollKind.SINGLE, [], BadChoice),
        (PollKind.SINGLE, [7], BadChoice),
        (PollKind.SINGLE, [0, 1], TooManyChoices),
        (PollKind.MULTIPLE, [], BadChoice),
        (PollKind.MULTIPLE, [0, 7], BadChoice),
    ],
)
def test_choice_that_the_poll_does_not_offer(
    stream: Stream, kind: PollKind, places: list[int], refusal: type[DomainError]
) -> None:
    poll = make_open_poll(stream, kind=kind)

    with pytest.raises(refusal):
        vote(guest_of(stream), poll, places=places)

    assert not PollVote.objects.exists()


def test_several_answers_are_one_voter(stream: Stream, told: Told) -> None:
    poll = make_open_poll(stream, kind=PollKind.MULTIPLE)
    told.clear()

    vote(guest_of(stream), poll, places=[0, 2])

    facts = {"do": "votes", "id": poll.public_id, "votes": [1, 0, 1], "voters": 1}
    assert told == [(stream.channel, "poll", facts)]
    assert [bar.share for bar in shown_poll(poll, None).bars] == [100, 0, 100]


def test_votes_shown_at_the_end_are_told_to_nobody_before(stream: Stream, told: Told) -> None:
    poll, guest = make_open_poll(stream, results=PollResults.END), guest_of(stream)
    told.clear()

    vote(guest, poll, places=[1])
    publish_last_results(poll.pk)

    before = shown_poll(poll, guest.person)
    assert told == []
    assert (before.voters, [bar.votes for bar in before.bars]) == (None, [None, None, None])
    assert [bar.votes for bar in shown_poll(poll, None, is_team=True).bars] == [0, 1, 0]
    move_poll(poll, PollState.CLOSED, actor=machine(stream))
    assert [bar.votes for bar in shown_poll(poll, guest.person).bars] == [0, 1, 0]


def test_right_answers_of_a_quiz_are_told_when_it_is_closed(stream: Stream) -> None:
    poll = make_open_poll(stream, kind=PollKind.QUIZ, right=frozenset({2}))

    before = [bar.is_right for bar in shown_poll(poll, None).bars]
    move_poll(poll, PollState.CLOSED, actor=machine(stream))

    assert before == [None, None, None]
    assert [bar.is_right for bar in shown_poll(poll, None).bars] == [False, False, True]


def test_first_vote_is_told_at_once_and_the_last_total_by_the_job(
    stream: Stream, told: Told, no_jobs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del no_jobs
    monkeypatch.setitem(PAUSES, "poll", 60)
    poll = make_open_poll(stream)
    told.clear()

    for _ in range(3):
        vote(guest_of(stream), poll, places=[0])
    publish_last_results(poll.pk)

    assert [data["votes"] for _, kind, data in told if kind == "poll"] == [[1, 0, 0], [3, 0, 0]]


def test_open_polls_come_first_in_few_queries(
    stream: Stream, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = make_open_poll(stream), make_open_poll(stream)
    move_poll(second, PollState.CLOSED, actor=machine(stream))
    person = guest_of(stream).person

    with django_assert_num_queries(3):
        polls = polls_for(stream, person)

    assert [poll.public_id for poll in polls] == [first.public_id, second.public_id]
