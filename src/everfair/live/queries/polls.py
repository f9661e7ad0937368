"""Polls as the audience, those on stage and the exported table see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Prefetch

from everfair.kernel.errors import NotFound
from everfair.live.enums import PollResults, PollState
from everfair.live.models import Poll, PollOption, PollVote

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from everfair.accounts.models import Person
    from everfair.kernel.text import Text
    from everfair.live.models import Stream


class Counted(TypedDict):
    """What the database adds to a poll: how many people voted, and the crosses of who looks."""

    voters: int
    my_crosses: list[PollVote]


class Crossed(TypedDict):
    """What it adds to an option."""

    crosses: int


@dataclass(frozen=True, slots=True)
class Bar:
    """An option with its votes; `votes` is None while they are not to be seen, `is_right` before it may be told."""

    place: int
    label: Text
    votes: int | None
    share: int
    is_mine: bool
    is_right: bool | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A poll with its bars; `voters` counts people, not crosses."""

    public_id: str
    question: Text
    kind: str
    state: str
    results: str
    voters: int | None
    bars: list[Bar]

    @property
    def is_open(self) -> bool:
        return self.state == PollState.OPEN

    @property
    def has_my_vote(self) -> bool:
        return any(bar.is_mine for bar in self.bars)

    @property
    def tells_votes(self) -> bool:
        return self.voters is not None


def polls_for(stream: Stream, person: Person | None, *, is_team: bool = False) -> list[Shown]:
    """Return the open polls, then the others, the latest first; the team sees drafts, and votes not yet to be told."""
    polls = _polls(stream, person)
    if not is_team:
        polls = [poll for poll in polls if poll.state != PollState.DRAFT]
    shown = [_shown(poll, is_team=is_team) for poll in polls]
    return sorted(shown, key=lambda poll: not poll.is_open)


def shown_poll(poll: Poll, person: Person | None, *, is_team: bool = False) -> Shown:
    """Return one poll as it stands now; `NotFound` for a draft that the person may not know of."""
    found = next(one for one in _polls(poll.stream, person) if one.pk == poll.pk)
    if found.state == PollState.DRAFT and not is_team:
        raise NotFound
    return _shown(found, is_team=is_team)


def poll_of(stream: Stream, public_id: str) -> Poll:
    """Return a poll of the stream; `NotFound` else."""
    try:
        return Poll.objects.select_related("stream").get(stream=stream, public_id=public_id)
    except Poll.DoesNotExist as error:
        raise NotFound from error


def polls_to_export(stream: Stream) -> Iterable[Shown]:
    """Return every poll that was opened, the earliest first, with its votes."""
    return reversed([poll for poll in polls_for(stream, None, is_team=True) if poll.state != PollState.DRAFT])


def _polls(stream: Stream, person: Person | None) -> list[WithAnnotations[Poll, Counted]]:
    """Return all polls with options, votes and the person's own crosses, in three queries."""
    options = PollOption.objects.annotate(crosses=Count("votes")).order_by("place")
    crosses = PollVote.objects.filter(person=person) if person else PollVote.objects.none()
    rows = Poll.objects.filter(stream=stream).annotate(voters=Count("votes__person", distinct=True)).order_by("-id")
    return list(rows.prefetch_related(Prefetch("options", options), Prefetch("votes", crosses, to_attr="my_crosses")))


def _shown(poll: WithAnnotations[Poll, Counted], *, is_team: bool) -> Shown:
    is_over = poll.state == PollState.CLOSED
    tells = is_team or is_over or (poll.results == PollResults.LIVE and poll.state == PollState.OPEN)
    mine = {cross.option_id for cross in poll.my_crosses}
    options: list[WithAnnotations[PollOption, Crossed]] = list(poll.options.all())  # type: ignore[arg-type]  # _polls has counted them
    most = max(poll.voters, 1)
    return Shown(
        public_id=poll.public_id,
        question=poll.question,
        kind=poll.kind,
        state=poll.state,
        results=poll.results,
        voters=poll.voters if tells else None,
        bars=[
            Bar(
                place=option.place,
                label=option.label,
                votes=option.crosses if tells else None,
                share=round(100 * min(option.crosses, most) / most) if tells else 0,
                is_mine=option.pk in mine,
                is_right=option.is_right if is_team or is_over else None,
            )
            for option in options
        ],
    )
