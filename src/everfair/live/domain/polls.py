"""Polls and quizzes: made by those who run the stream, answered by its audience."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish
from everfair.live.access import can_run_stream, can_take_part
from everfair.live.audience_errors import (
    BadChoice,
    NoRightAnswer,
    PollClosed,
    PollMoved,
    PollTooLong,
    PollWordsMissing,
    TooManyChoices,
)
from everfair.live.domain.folding import is_our_turn, take_turn
from everfair.live.domain.questions import lock_person
from everfair.live.enums import POLL_MOVES, PollKind, PollResults, PollState
from everfair.live.models import Poll, PollOption, PollVote, Stream

if TYPE_CHECKING:
    from everfair.kernel.text import Text
    from everfair.live.guest import Guest
    from everfair.live.runner import Runner

LONGEST_POLL, LONGEST_LABEL = 200, 120
FEWEST_OPTIONS, MOST_OPTIONS = 2, 8


@dataclass(frozen=True, slots=True)
class PollPlan:
    """What a poll is made of; `right` are the places (from 0) of a quiz's right answers."""

    question: Text
    labels: tuple[Text, ...]
    kind: PollKind = PollKind.SINGLE
    results: PollResults = PollResults.LIVE
    right: frozenset[int] = frozenset()


def make_poll(stream: Stream, plan: PollPlan, *, actor: Runner) -> Poll:
    """Make a draft, which only the team sees."""
    require(can_run_stream(actor.grants, actor.members, stream))
    _check(plan)
    with atomic():
        poll = Poll.objects.create(
            stream=stream, question=plan.question, kind=plan.kind, results=plan.results, made_by=actor.person
        )
        PollOption.objects.bulk_create(
            PollOption(poll=poll, place=place, label=label, is_right=place in plan.right)
            for place, label in enumerate(plan.labels)
        )
        log_event("poll.made", actor=actor.person, subject=poll, edition=stream.edition_id, kind=plan.kind.value)
    return poll


def move_poll(poll: Poll, to: PollState, *, actor: Runner) -> Poll:
    """Open or close a poll; what was voted until then is what its result says."""
    require(can_run_stream(actor.grants, actor.members, poll.stream))
    with atomic():
        poll = _lock(poll)
        if to not in POLL_MOVES[PollState(poll.state)]:
            raise PollMoved(state=poll.get_state_display())
        poll.state = to
        poll.opened_at = poll.opened_at or now()
        poll.closed_at = now() if to == PollState.CLOSED else None
        poll.save(update_fields=["state", "opened_at", "closed_at"])
        log_event("poll.moved", actor=actor.person, subject=poll, edition=poll.stream.edition_id, state=to.value)
        publish(poll.stream.channel, "poll", {"do": to.value, "id": poll.public_id})
    return poll


def delete_draft(poll: Poll, *, actor: Runner) -> None:
    """Delete a poll that was never opened."""
    require(can_run_stream(actor.grants, actor.members, poll.stream))
    with atomic():
        poll = _lock(poll)
        if poll.state != PollState.DRAFT:
            raise PollMoved(state=poll.get_state_display())
        log_event("poll.deleted", actor=actor.person, subject=poll, edition=poll.stream.edition_id)
        poll.delete()


def vote(guest: Guest, poll: Poll, *, places: Collection[int]) -> None:
    """Put the person's crosses where they are wanted, in place of those before; `PollClosed` from its closing on.

    The poll's row is shared while a vote is written: closing waits for votes under way, and none comes after it.
    """
    require(can_take_part(has_account=guest.has_account, may_watch=guest.may_watch))
    options = _chosen(poll, places)
    with atomic():
        person = lock_person(guest)
        _share(poll)
        crosses = PollVote.objects.filter(poll=poll, person=person)
        before = set(crosses.values_list("option_id", flat=True))
        if before == {option.pk for option in options}:
            return
        crosses.exclude(option__in=options).delete()
        PollVote.objects.bulk_create(
            PollVote(poll=poll, option=option, person=person, is_sole=poll.kind != PollKind.MULTIPLE)
            for option in options
            if option.pk not in before
        )
        if poll.results == PollResults.LIVE and is_our_turn("poll", poll.pk):
            publish_results(poll)


def publish_results(poll: Poll) -> None:
    """Tell open pages how the votes stand, option by option; inside a transaction."""
    options = poll.options.annotate(crosses=Count("votes")).order_by("place")
    voters = poll.votes.aggregate(voters=Count("person", distinct=True))["voters"]
    votes = [option.crosses for option in options]
    publish(poll.stream.channel, "poll", {"do": "votes", "id": poll.public_id, "votes": votes, "voters": voters})


def publish_last_results(poll_id: int) -> None:
    """Tell the votes that came within a pause; the job's part."""
    with atomic():
        take_turn("poll", poll_id)
        poll = Poll.objects.select_related("stream").filter(pk=poll_id).first()
        if poll and poll.results == PollResults.LIVE:
            publish_results(poll)


def _check(plan: PollPlan) -> None:
    if not plan.question or len(plan.labels) < FEWEST_OPTIONS or not all(plan.labels):
        raise PollWordsMissing(field="question")
    too_long = any(len(words) > LONGEST_POLL for words in plan.question.values())
    too_long |= any(len(words) > LONGEST_LABEL for label in plan.labels for words in label.values())
    if too_long or len(plan.labels) > MOST_OPTIONS:
        raise PollTooLong(field="question", longest=LONGEST_POLL, label=LONGEST_LABEL, most=MOST_OPTIONS)
    if plan.kind == PollKind.QUIZ and not 0 < len(plan.right & set(range(len(plan.labels)))) < len(plan.labels):
        raise NoRightAnswer(field="question")


def _lock(poll: Poll) -> Poll:
    return Poll.objects.select_for_update(of=("self",)).select_related("stream").get(pk=poll.pk)


def _share(poll: Poll) -> None:
    statement = f"SELECT state FROM {Poll._meta.db_table} WHERE id = %s FOR SHARE"  # noqa: S608, SLF001 -- a constant; Django's documented model API
    with connection.cursor() as cursor:
        cursor.execute(statement, [poll.pk])
        row = cursor.fetchone()
    if row is None or row[0] != PollState.OPEN:
        raise PollClosed


def _chosen(poll: Poll, places: Collection[int]) -> list[PollOption]:
    options = [option for option in poll.options.all() if option.place in places]
    if not options or len(options) != len(set(places)):
        raise BadChoice(field="choice")
    if poll.kind != PollKind.MULTIPLE and len(options) > 1:
        raise TooManyChoices(field="choice")
    return options
