"""What the audience asks, and what is told of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from everfair.kernel.clock import now
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.live.audience_errors import (
    AskedAlready,
    NamesShown,
    QuestionDamaged,
    QuestionMissing,
    QuestionMoved,
    QuestionsClosed,
    QuestionTooLong,
    QuestionUnwelcome,
    TooManyQuestions,
)
from everfair.live.chat_errors import Banned
from everfair.live.domain.answering import move_question
from everfair.live.domain.folding import PAUSES
from everfair.live.domain.questions import LONGEST_QUESTION, ask, publish_last_votes, set_vote
from everfair.live.enums import QuestionState, StreamState
from everfair.live.guest import Guest
from everfair.live.models import ChatBan, ChatRules, Question, QuestionVote
from everfair.live.queries.questions import board_for
from tests.factories.accounts import PersonFactory
from tests.factories.live import StreamFactory, guest_of, machine

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from everfair.kernel.errors import DomainError
    from everfair.live.models import Stream
    from tests.live.conftest import Told

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def stream() -> Stream:
    return StreamFactory.create(state=StreamState.ON_AIR)


def test_question_is_told_with_the_name_of_who_asks(stream: Stream, told: Told) -> None:
    guest = guest_of(stream)

    question = ask(guest, body="  How far\n is it? ")

    facts = {"do": "open", "id": question.public_id, "body": "How far is it?", "by": guest.person.name, "at": ""}
    assert told == [(stream.channel, "question", facts)]


def test_question_without_a_name_leaves_the_name_nowhere(stream: Stream, told: Told) -> None:
    stream.anonymous_questions = True
    stream.save()
    guest = guest_of(stream, PersonFactory.create(name="Wang Fang"))

    question = ask(guest, body="Who pays?", is_anonymous=True)

    move_question(question, QuestionState.ANSWERING, actor=machine(stream))
    board = board_for(stream, None, with_hidden=True)
    assert "Wang Fang" not in repr((told, board))
    assert board.on_screen is not None
    assert board.on_screen.by == ""
    assert Event.objects.get(name="question.asked").actor is None
    assert Question.objects.get().author == guest.person


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (" \n ", QuestionMissing),
        ("x" * (LONGEST_QUESTION + 1), QuestionTooLong),
        ("Where\u202e?", QuestionDamaged),
    ],
)
def test_question_that_cannot_be_shown_is_refused(stream: Stream, body: str, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        ask(guest_of(stream), body=body)


def test_strangers_and_who_may_not_watch_ask_nothing(stream: Stream) -> None:
    for guest in (Guest(stream, None, may_watch=True), guest_of(stream, may_watch=False)):
        with pytest.raises(Forbidden):
            ask(guest, body="May I?")

    assert not Question.objects.exists()


def test_stream_that_takes_no_questions_or_none_without_a_name(stream: Stream) -> None:
    guest = guest_of(stream)

    with pytest.raises(NamesShown):
        ask(guest, body="Who pays?", is_anonymous=True)
    stream.takes_questions = False
    stream.save()
    with pytest.raises(QuestionsClosed):
        ask(guest, body="Who pays?")


def test_unwelcome_words_and_people_whom_a_moderator_stopped(stream: Stream) -> None:
    ChatRules.objects.create(stream=stream, words="casino")
    guest = guest_of(stream)
    ChatBan.objects.create(person=guest.person, edition=stream.edition, stream=stream)

    with pytest.raises(QuestionUnwelcome):
        ask(guest_of(stream), body="Where is the ＣＡＳＩＮＯ?")
    with pytest.raises(Banned):
        ask(guest, body="Where is the hall?")


def test_fourth_question_within_five_minutes_waits(stream: Stream) -> None:
    guest = guest_of(stream)
    for body in ("One?", "Two?", "Three?"):
        ask(guest, body=body)

    with pytest.raises(TooManyQuestions):
        ask(guest, body="Four?")

    ask(guest_of(stream), body="Four?")
    Question.objects.filter(author=guest.person).update(asked_at=now() - timedelta(minutes=6))
    ask(guest, body="Four?")
    assert Question.objects.count() == 5


def test_same_words_twice_are_one_question(stream: Stream) -> None:
    guest = guest_of(stream)
    ask(guest, body="How far is it?")

    with pytest.raises(AskedAlready):
        ask(guest, body="How  far is it?")


def test_vote_twice_counts_once_and_can_be_taken_back(stream: Stream) -> None:
    question, guest = ask(guest_of(stream), body="How far?"), guest_of(stream)
    for wants in (True, True):
        set_vote(guest, question, wants=wants)

    assert QuestionVote.objects.count() == 1

    for wants in (False, False):
        set_vote(guest, question, wants=wants)

    assert QuestionVote.objects.count() == 0


def test_first_vote_is_told_at_once_and_those_after_it_by_one_job(
    stream: Stream, told: Told, no_jobs: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    del no_jobs
    monkeypatch.setitem(PAUSES, "votes", 60)
    question = ask(guest_of(stream), body="How far?")
    told.clear()

    for _ in range(4):
        set_vote(guest_of(stream), question, wants=True)

    first = (stream.channel, "question", {"do": "votes", "votes": {question.public_id: 1}})
    assert [one for one in told if one[1] == "question"] == [first]
    assert waiting_jobs() == [{"pk": stream.pk, "total": "votes"}]

    publish_last_votes(stream.pk)

    assert told[-1] == (stream.channel, "question", {"do": "votes", "votes": {question.public_id: 4}})
    set_vote(guest_of(stream), question, wants=True)
    assert len(waiting_jobs()) == 2


def test_answered_question_takes_no_more_votes(stream: Stream) -> None:
    question = ask(guest_of(stream), body="How far?")
    answered = move_question(question, QuestionState.ANSWERED, actor=machine(stream))

    with pytest.raises(QuestionMoved):
        set_vote(guest_of(stream), answered, wants=True)


def test_board_is_sorted_by_votes_and_knows_ones_own(
    stream: Stream, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    guest = guest_of(stream)
    early, mine = ask(guest_of(stream), body="Early?"), ask(guest, body="Mine?")
    wanted, hidden = ask(guest_of(stream), body="Wanted?"), ask(guest_of(stream), body="Rude?")
    set_vote(guest, wanted, wants=True)
    move_question(hidden, QuestionState.HIDDEN, actor=machine(stream))

    with django_assert_num_queries(2):
        board = board_for(stream, guest.person)

    assert [one.body for one in board.open] == ["Wanted?", "Early?", "Mine?"]
    assert [one.has_my_vote for one in board.open] == [True, False, False]
    assert [one.public_id for one in board.open if one.is_mine] == [mine.public_id]
    assert (board.hidden, board.answered) == ([], [])
    assert early.state == QuestionState.OPEN


def waiting_jobs() -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name LIKE '%publish_total' ORDER BY id")
        return [json.loads(row[0]) for row in cursor.fetchall()]
