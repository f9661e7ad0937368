"""Two windows of one person, and many people at once, on real connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from everfair.live.domain.answering import move_question
from everfair.live.domain.polls import move_poll, vote
from everfair.live.domain.questions import MOST_QUESTIONS, ask, set_vote
from everfair.live.domain.reactions import react, totals
from everfair.live.domain.viewing import beat
from everfair.live.enums import PollState, QuestionState, StreamState
from everfair.live.models import Heartbeat, Poll, PollVote, Question, QuestionVote
from everfair.live.queries.polls import shown_poll
from everfair.live.watch_tokens import new_watch_token
from tests.factories.live import StreamFactory, guest_of, machine, make_open_poll
from tests.racing import at_once

if TYPE_CHECKING:
    from everfair.live.models import Stream

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stream(no_jobs: None) -> Stream:
    del no_jobs
    return StreamFactory.create(state=StreamState.ON_AIR)


def test_many_windows_of_one_person_ask_no_more_than_allowed(stream: Stream) -> None:
    guest = guest_of(stream)

    found = at_once(*(lambda number=number: ask(guest, body=f"Question {number}?") for number in range(6)))

    assert sorted(found) == [""] * MOST_QUESTIONS + ["too_many_questions"] * 3
    assert Question.objects.count() == MOST_QUESTIONS


def test_same_question_sent_twice_at_once_is_one(stream: Stream) -> None:
    guest = guest_of(stream)

    found = at_once(*[lambda: ask(guest, body="How far?")] * 2)

    assert sorted(found) == ["", "asked_already"]


def test_votes_of_many_and_a_double_click_count_once_each(stream: Stream) -> None:
    question = ask(guest_of(stream), body="How far?")
    guests = [guest_of(stream) for _ in range(3)]

    found = at_once(*(lambda guest=guest: set_vote(guest, question, wants=True) for guest in guests * 2))

    assert found == [""] * 6
    assert QuestionVote.objects.count() == 3


def test_two_presenters_answer_different_questions_at_once(stream: Stream) -> None:
    questions = [ask(guest_of(stream), body=body) for body in ("First?", "Second?")]

    found = at_once(
        *(
            lambda question=question: move_question(question, QuestionState.ANSWERING, actor=machine(stream))
            for question in questions
        )
    )

    assert found == ["", ""]
    states = Question.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == [QuestionState.ANSWERED, QuestionState.ANSWERING]


def test_two_windows_vote_otherwise_in_one_poll(stream: Stream) -> None:
    poll, guest = make_open_poll(stream), guest_of(stream)

    found = at_once(*(lambda place=place: vote(guest, poll, places=[place]) for place in (0, 1, 2)))

    assert found == ["", "", ""]
    assert PollVote.objects.count() == 1


def test_poll_closed_among_votes_says_what_was_counted(stream: Stream) -> None:
    poll = make_open_poll(stream)
    guests = [guest_of(stream) for _ in range(5)]
    votes = [lambda guest=guest: vote(guest, poll, places=[0]) for guest in guests]

    found = at_once(*votes, lambda: move_poll(poll, PollState.CLOSED, actor=machine(stream)))

    assert set(found) <= {"", "poll_closed"}
    shown = shown_poll(Poll.objects.select_related("stream").get(), None)
    assert shown.voters == found[:5].count("") == PollVote.objects.count()


def test_first_reactions_of_a_minute_lose_nothing(stream: Stream) -> None:
    moves = [lambda viewer=viewer: react(stream, viewer=viewer, burst={"heart": 1}) for viewer in range(6)]

    at_once(*moves)

    assert totals(stream) == {"heart": 6}


def test_heartbeats_with_one_token_at_once_are_one_viewer(stream: Stream) -> None:
    token = new_watch_token(stream.public_id, key=settings.SECRET_KEY)

    at_once(*[lambda: beat(stream.public_id, token=token, is_live=True)] * 5)

    assert Heartbeat.objects.values("minute").distinct().count() == Heartbeat.objects.count()
