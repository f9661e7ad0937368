"""What questions and polls keep of people, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from everfair.kernel.clock import now
from everfair.live.domain.polls import vote
from everfair.live.domain.questions import ask, set_vote
from everfair.live.enums import QuestionState
from everfair.live.models import PollVote, Question, QuestionVote
from everfair.live.personal_data import forget_questions, forget_votes, tell_polls, tell_questions
from everfair.live.retention import drop_hidden_questions
from tests.factories.accounts import PersonFactory
from tests.factories.live import StreamFactory, guest_of, make_open_poll

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_person_is_told_what_they_asked_and_voted_and_counts_stay_when_they_go() -> None:
    person, stream = PersonFactory.create(), StreamFactory.create(anonymous_questions=True)
    guest, poll = guest_of(stream, person), make_open_poll(stream)
    ask(guest, body="Who pays?", is_anonymous=True)
    set_vote(guest, ask(guest_of(stream), body="How far?"), wants=True)
    vote(guest, poll, places=[1])

    questions, polls = tell_questions(person).records, tell_polls(person).records
    forget_questions(person)
    forget_votes(person)

    assert [(row["part"], row["body"]) for row in questions] == [("asked", "Who pays?"), ("wanted", "How far?")]
    assert [(row["part"], str(row["answer"])) for row in polls] == [("voted", "Green")]
    assert Question.objects.get(body="Who pays?").author is None
    assert [QuestionVote.objects.get().person, PollVote.objects.get().person] == [None, None]


def test_questions_hidden_long_ago_go_and_the_others_stay() -> None:
    stream = StreamFactory.create()
    for body in ("Old and rude", "Old", "Rude"):
        ask(guest_of(stream), body=body)
    Question.objects.filter(body__contains="ude").update(state=QuestionState.HIDDEN)
    Question.objects.filter(body__contains="Old").update(asked_at=now() - timedelta(days=91))

    dropped = drop_hidden_questions(now() - timedelta(days=90))

    assert dropped == 1
    assert sorted(Question.objects.values_list("body", flat=True)) == ["Old", "Rude"]
