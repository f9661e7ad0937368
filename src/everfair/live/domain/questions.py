"""What the audience asks: ask it, and say that one wants to know it, too."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Count, Q
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.errors import Forbidden
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish
from everfair.kernel.text import is_readable
from everfair.live.access import can_take_part
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
from everfair.live.domain.chat import ensure_not_silenced
from everfair.live.domain.chat_words import has_ink, unwelcome_word
from everfair.live.domain.folding import is_our_turn, take_turn
from everfair.live.enums import QuestionState
from everfair.live.models import ChatRules, Question, QuestionVote, Stream

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.guest import Guest

LONGEST_QUESTION = 500
# So many within so many minutes, per person and stream.
MOST_QUESTIONS, WITHIN_MINUTES = 3, 5
# Of so many questions the votes are told while they come in: those on top.
TOLD_VOTES = 40
SHOWN = (QuestionState.OPEN, QuestionState.ANSWERING, QuestionState.ANSWERED)


def ask(guest: Guest, *, body: str, is_anonymous: bool = False) -> Question:
    """Put a question to those on stage.

    Who may not write in the chat may not ask, and the host's list of unwelcome words holds here, too.
    `TooManyQuestions`, `AskedAlready`: the person's row is locked, so both hold against two windows at once.
    """
    require(can_take_part(has_account=guest.has_account, may_watch=guest.may_watch))
    body = _clean(body)
    _ensure_welcome(guest.stream, body)
    with atomic():
        stream = Stream.objects.get(pk=guest.stream.pk)
        _ensure_takes(stream, is_anonymous=is_anonymous)
        person = lock_person(guest)
        ensure_not_silenced(stream, person)
        _ensure_patient(stream, person, body)
        question = Question.objects.create(
            stream=stream, author=person, is_anonymous=is_anonymous, body=body, asked_at=now()
        )
        # The log is read by more people than may know who asked.
        actor = None if is_anonymous else person
        log_event("question.asked", actor=actor, subject=question, edition=stream.edition_id, anonymous=is_anonymous)
        publish(stream.channel, "question", told(question, person))
    return question


def set_vote(guest: Guest, question: Question, *, wants: bool) -> None:
    """Say “I want to know that, too”, or take it back; doing it twice changes nothing."""
    require(can_take_part(has_account=guest.has_account, may_watch=guest.may_watch))
    with atomic():
        stays = _write_vote if wants else _drop_vote
        if stays(question, guest.person) and is_our_turn("votes", question.stream_id):
            publish_votes(guest.stream)


def publish_votes(stream: Stream) -> None:
    """Tell open pages how many want to know what, for the questions on top; inside a transaction."""
    rows = Question.objects.filter(stream=stream, state__in=[QuestionState.OPEN, QuestionState.ANSWERING])
    counted = rows.annotate(wanted=Count("votes")).order_by("-wanted", "id")[:TOLD_VOTES]
    publish(stream.channel, "question", {"do": "votes", "votes": {row.public_id: row.wanted for row in counted}})


def publish_last_votes(stream_id: int) -> None:
    """Tell the votes that came within a pause; the job's part."""
    with atomic():
        take_turn("votes", stream_id)
        publish_votes(Stream.objects.get(pk=stream_id))


def lock_person(guest: Guest) -> Person:
    """Let one window of a person wait for the other; `Forbidden` for a stranger."""
    people = get_user_model().objects.select_for_update(no_key=True)
    person = people.filter(pk=guest.person.pk).first() if guest.person else None
    if person is None:
        raise Forbidden
    return person


def told(question: Question, author: Person | None) -> dict[str, object]:
    """Return what every open page may know of a question."""
    return {
        "do": question.state,
        "id": question.public_id,
        "body": question.body,
        "by": author.name if author and not question.is_anonymous else "",
        "at": question.taken_up_at.isoformat() if question.taken_up_at else "",
    }


def _clean(body: str) -> str:
    body = " ".join(body.split())
    if not has_ink(body):
        raise QuestionMissing(field="body")
    if not is_readable(body):
        raise QuestionDamaged(field="body")
    if len(body) > LONGEST_QUESTION:
        raise QuestionTooLong(field="body", longest=LONGEST_QUESTION, length=len(body))
    return body


def _ensure_welcome(stream: Stream, body: str) -> None:
    words = ChatRules.objects.filter(stream=stream).values_list("words", flat=True).first()
    if words and (word := unwelcome_word(body, words)):
        raise QuestionUnwelcome(field="body", word=word)


def _ensure_takes(stream: Stream, *, is_anonymous: bool) -> None:
    if not stream.takes_questions:
        raise QuestionsClosed(field="body")
    if is_anonymous and not stream.anonymous_questions:
        raise NamesShown(field="is_anonymous")


def _ensure_patient(stream: Stream, person: Person, body: str) -> None:
    recent = Question.objects.filter(author=person, stream=stream).aggregate(
        lately=Count("pk", filter=Q(asked_at__gt=now() - timedelta(minutes=WITHIN_MINUTES))),
        same=Count("pk", filter=Q(body=body, state__in=SHOWN)),
    )
    if recent["same"]:
        raise AskedAlready(field="body")
    if recent["lately"] >= MOST_QUESTIONS:
        raise TooManyQuestions(field="body", limit=MOST_QUESTIONS, minutes=WITHIN_MINUTES)


def _write_vote(question: Question, person: Person | None) -> bool:
    """Return whether a vote was added; one statement that a vote at the same moment can't disturb."""
    if question.state in {QuestionState.ANSWERED, QuestionState.HIDDEN}:
        raise QuestionMoved(state=question.get_state_display())
    table, names = QuestionVote._meta.db_table, "(question_id, person_id)"  # noqa: SLF001 -- Django's documented model API
    statement = f"INSERT INTO {table} {names} VALUES (%s, %s) ON CONFLICT {names} DO NOTHING"  # noqa: S608 -- constants
    with connection.cursor() as cursor:
        cursor.execute(statement, [question.pk, person.pk if person else None])
        return bool(cursor.rowcount)


def _drop_vote(question: Question, person: Person | None) -> bool:
    return bool(QuestionVote.objects.filter(question=question, person=person).delete()[0])
