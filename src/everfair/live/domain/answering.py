"""Questions on stage: answer one now, mark it answered, hide it, open it again; and the rules of asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish
from everfair.live.access import can_moderate_stream, can_see_author
from everfair.live.audience_errors import AuthorProtected, QuestionMoved, ReasonMissing
from everfair.live.domain.moving import lock_stream
from everfair.live.domain.questions import told
from everfair.live.enums import QUESTION_MOVES, QuestionState
from everfair.live.models import Question

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.models import Stream
    from everfair.live.runner import Runner

LONGEST_REASON = 200


def move_question(question: Question, to: QuestionState, *, actor: Runner) -> Question:
    """Answer now, mark answered, hide or open again; `QuestionMoved` where somebody was faster.

    The stream's row is locked, so that one question is on screen: the one before counts as answered.
    """
    require(can_moderate_stream(actor.grants, actor.members, question.stream))
    with atomic():
        stream = lock_stream(question.stream_id)
        question = Question.objects.select_for_update(of=("self",)).select_related("author").get(pk=question.pk)
        if to not in QUESTION_MOVES[QuestionState(question.state)]:
            raise QuestionMoved(state=question.get_state_display())
        if to == QuestionState.ANSWERING:
            _leave_screen(stream, actor)
        question.stream = stream
        _move(question, to, actor)
    return question


def change_rules(stream: Stream, *, actor: Runner, takes: bool, anonymous: bool) -> Stream:
    """Set whether questions are taken at all, and whether also without a name; what was asked stays as it is."""
    require(can_moderate_stream(actor.grants, actor.members, stream))
    with atomic():
        stream = lock_stream(stream.pk)
        if (stream.takes_questions, stream.anonymous_questions) != (takes, anonymous):
            stream.takes_questions, stream.anonymous_questions = takes, anonymous
            stream.save(update_fields=["takes_questions", "anonymous_questions"])
            rules: dict[str, Any] = {"takes": takes, "anonymous": anonymous}
            log_event("question_rules.changed", actor=actor.person, subject=stream, edition=stream.edition_id, **rules)
            publish(stream.channel, "question", {"do": "rules", **rules})
    return stream


def reveal_author(question: Question, *, actor: Runner, reason: str) -> Person | None:
    """Tell a moderator who asked a question that was hidden as abuse; the look is kept in the log with its reason."""
    require(can_see_author(actor.grants, question.stream))
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing(field="reason")
    with atomic():
        question = (
            Question.objects.select_for_update(of=("self",)).select_related("author", "stream").get(pk=question.pk)
        )
        if question.state != QuestionState.HIDDEN:
            raise AuthorProtected
        edition = question.stream.edition_id
        log_event("question.author_seen", actor=actor.person, subject=question, edition=edition, reason=reason)
    return question.author


def _leave_screen(stream: Stream, actor: Runner) -> None:
    before = Question.objects.filter(stream=stream, state=QuestionState.ANSWERING).select_related("author").first()
    if before:
        before.stream = stream
        _move(before, QuestionState.ANSWERED, actor)


def _move(question: Question, to: QuestionState, actor: Runner) -> None:
    """Write the new state with its moments; the caller has locked the stream."""
    if to in {QuestionState.ANSWERING, QuestionState.ANSWERED}:
        is_new = question.state != QuestionState.ANSWERING
        question.taken_up_at = now() if is_new else question.taken_up_at
        question.answered_at = now() if to == QuestionState.ANSWERED else None
    if to == QuestionState.OPEN:
        question.taken_up_at = question.answered_at = None
    question.state = to
    question.save(update_fields=["state", "taken_up_at", "answered_at"])
    log_event(
        "question.moved", actor=actor.person, subject=question, edition=question.stream.edition_id, state=to.value
    )
    is_hidden = to == QuestionState.HIDDEN
    news = {"do": to.value, "id": question.public_id} if is_hidden else told(question, question.author)
    publish(question.stream.channel, "question", news)
