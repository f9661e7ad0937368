"""Questions as the audience and those on stage see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import BooleanField, Count, Exists, OuterRef, QuerySet, Value

from everfair.kernel.errors import NotFound
from everfair.live.enums import QuestionState
from everfair.live.models import Question, QuestionVote

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from everfair.accounts.models import Person
    from everfair.live.models import Stream

MOST_SHOWN = 100
BLANK_ID = "new"


class Counted(TypedDict):
    """What the database adds to a question."""

    wanted: int
    has_my_vote: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; `by` is "" for one without a name: the name is left behind here."""

    public_id: str
    body: str
    by: str
    state: str
    votes: int
    has_my_vote: bool
    is_mine: bool
    asked_at: datetime | None
    taken_up_at: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """The questions of a stream: on screen, open by votes, answered (the latest first), and hidden for the team."""

    on_screen: Asked | None
    open: list[Asked]
    answered: list[Asked]
    hidden: list[Asked]

    @property
    def is_empty(self) -> bool:
        return not (self.on_screen or self.open or self.answered)


def board_for(stream: Stream, person: Person | None, *, with_hidden: bool = False) -> Board:
    """Return the board; a query a list."""
    rows = _rows(stream, person)
    # The one on screen sorts first by its state, so it is among them however few votes it has.
    waiting = rows.filter(state__in=[QuestionState.OPEN, QuestionState.ANSWERING])
    shown = waiting.order_by("state", "-wanted", "id")[:MOST_SHOWN]
    answered = rows.filter(state=QuestionState.ANSWERED).order_by("-taken_up_at", "-id")[:MOST_SHOWN]
    hidden = rows.filter(state=QuestionState.HIDDEN).order_by("-id")[:MOST_SHOWN] if with_hidden else []
    told = [_asked(row, person) for row in shown]
    return Board(
        on_screen=next((one for one in told if one.state == QuestionState.ANSWERING), None),
        open=[one for one in told if one.state == QuestionState.OPEN],
        answered=[_asked(row, person) for row in answered],
        hidden=[_asked(row, person) for row in hidden],
    )


def blank() -> Asked:
    """Return a question without words: the page fills it in for each that comes while it is open."""
    return Asked(BLANK_ID, "", "", QuestionState.OPEN, 0, False, False, None, None)  # noqa: FBT003 -- a row of nothing


def shown_question(question: Question, person: Person | None) -> Asked:
    """Return one question with its votes of now."""
    return _asked(_rows(question.stream, person).get(pk=question.pk), person)


def question_of(stream: Stream, public_id: str) -> Question:
    """Return a question of the stream; `NotFound` else."""
    try:
        return Question.objects.select_related("stream").get(stream=stream, public_id=public_id)
    except Question.DoesNotExist as error:
        raise NotFound from error


def _rows(stream: Stream, person: Person | None) -> QuerySet[WithAnnotations[Question, Counted]]:
    mine = QuestionVote.objects.filter(question=OuterRef("pk"), person=person)
    is_mine = Exists(mine) if person else Value(value=False, output_field=BooleanField())
    return (
        Question.objects.filter(stream=stream)
        .select_related("author")
        .annotate(wanted=Count("votes"), has_my_vote=is_mine)
    )


def _asked(row: WithAnnotations[Question, Counted], person: Person | None) -> Asked:
    has_name = row.author is not None and not row.is_anonymous
    return Asked(
        public_id=row.public_id,
        body=row.body,
        by=row.author.name if row.author and has_name else "",
        state=row.state,
        votes=row.wanted,
        has_my_vote=row.has_my_vote,
        is_mine=person is not None and row.author_id == person.pk,
        asked_at=row.asked_at,
        taken_up_at=row.taken_up_at,
    )
