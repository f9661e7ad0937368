"""Questions on stage: answered, hidden, opened again; and who learns who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.live.audience_errors import AuthorProtected, QuestionMoved, ReasonMissing
from everfair.live.domain.answering import change_rules, move_question, reveal_author
from everfair.live.domain.questions import ask
from everfair.live.enums import QUESTION_MOVES, QuestionState, StreamState
from everfair.live.models import Question
from everfair.live.queries.questions import board_for
from everfair.live.runner import Runner
from tests.factories.accounts import PersonFactory
from tests.factories.live import StreamFactory, guest_of, machine, moderator_of

if TYPE_CHECKING:
    from everfair.live.models import Stream
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create(state=StreamState.ON_AIR, anonymous_questions=True)


def test_question_that_is_answered_now_is_on_screen_and_the_one_before_is_answered(stream: Stream, told: Told) -> None:
    first, second = (ask(guest_of(stream), body=body) for body in ("First?", "Second?"))
    move_question(first, QuestionState.ANSWERING, actor=machine(stream))
    told.clear()

    move_question(second, QuestionState.ANSWERING, actor=machine(stream))

    board = board_for(stream, None)
    assert [data["do"] for _, kind, data in told if kind == "question"] == ["answered", "answering"]
    assert board.on_screen is not None
    assert board.on_screen.body == "Second?"
    assert [one.body for one in board.answered] == ["First?"]


def test_moment_of_an_answer_is_when_it_began(stream: Stream) -> None:
    question = ask(guest_of(stream), body="How far?")

    began = move_question(question, QuestionState.ANSWERING, actor=machine(stream)).taken_up_at
    done = move_question(question, QuestionState.ANSWERED, actor=machine(stream))

    assert done.taken_up_at == began
    assert done.answered_at is not None
    opened = move_question(question, QuestionState.OPEN, actor=machine(stream))
    assert (opened.taken_up_at, opened.answered_at) == (None, None)


@pytest.mark.parametrize("state", QuestionState)
@pytest.mark.parametrize("to", QuestionState)
def test_question_moves_where_the_table_says(stream: Stream, state: QuestionState, to: QuestionState) -> None:
    question = ask(guest_of(stream), body="How far?")
    Question.objects.update(state=state, taken_up_at=question.asked_at, answered_at=question.asked_at)

    if to in QUESTION_MOVES[state]:
        moved = move_question(question, to, actor=machine(stream))
        assert moved.state == to
    else:
        with pytest.raises(QuestionMoved):
            move_question(question, to, actor=machine(stream))


def test_hidden_question_is_told_without_its_words(stream: Stream, told: Told) -> None:
    question = ask(guest_of(stream), body="Something rude")
    told.clear()

    move_question(question, QuestionState.HIDDEN, actor=moderator_of(stream))

    assert told == [(stream.channel, "question", {"do": "hidden", "id": question.public_id})]


def test_audience_moves_nothing_and_changes_no_rules(stream: Stream) -> None:
    question = ask(guest_of(stream), body="How far?")
    runner = Runner(PersonFactory.create())

    with pytest.raises(Forbidden):
        move_question(question, QuestionState.HIDDEN, actor=runner)
    with pytest.raises(Forbidden):
        change_rules(stream, actor=runner, takes=False, anonymous=False)


def test_rules_are_told_when_they_change_and_only_then(stream: Stream, told: Told) -> None:
    for _ in range(2):
        stream = change_rules(stream, actor=machine(stream), takes=False, anonymous=True)

    assert told == [(stream.channel, "question", {"do": "rules", "takes": False, "anonymous": True})]
    assert (stream.takes_questions, stream.anonymous_questions) == (False, True)


def test_moderator_learns_who_asked_a_hidden_question_and_leaves_a_trace(stream: Stream) -> None:
    guest, moderator = guest_of(stream), moderator_of(stream)
    question = ask(guest, body="Something rude", is_anonymous=True)

    with pytest.raises(AuthorProtected):
        reveal_author(question, actor=moderator, reason="rude")
    move_question(question, QuestionState.HIDDEN, actor=moderator)
    with pytest.raises(ReasonMissing):
        reveal_author(question, actor=moderator, reason="  ")
    found = reveal_author(question, actor=moderator, reason="threatens a speaker")

    assert found == guest.person
    (trace,) = Event.objects.filter(name="question.author_seen")
    assert (trace.actor, trace.payload) == (moderator.person, {"reason": "threatens a speaker"})


def test_team_of_the_stream_does_not_learn_who_asked(stream: Stream) -> None:
    question = ask(guest_of(stream), body="Something rude", is_anonymous=True)
    hidden = move_question(question, QuestionState.HIDDEN, actor=machine(stream))

    with pytest.raises(Forbidden):
        reveal_author(hidden, actor=machine(stream), reason="curious")
