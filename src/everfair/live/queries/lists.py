"""Streams as lists show them: for the audience, for operators, for an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, When

from everfair.kernel.clock import now
from everfair.live.enums import Audience, StreamState
from everfair.live.models import Stream, Take
from everfair.programme.public import streamed_sessions

if TYPE_CHECKING:
    from everfair.accounts.models import Organisation
    from everfair.fairs.models import Edition
    from everfair.programme.models import Session

# A stream whose team is late stays among the next ones for so long.
PATIENCE = timedelta(hours=6)
MOST_COMING = 12
_FOR_THE_LIST = ("edition", "session__event__sector", "booth__exhibitor__sector", "organisation")
_TITLES = ("title", "session__event__title", "organisation__name")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader wants to see; `of` is "sessions", "booths" or "fair", empty means everything."""

    of: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.of or self.words)


OWNERS: dict[str, Q] = {
    "sessions": Q(session__isnull=False),
    "booths": Q(booth__isnull=False),
    "fair": Q(session__isnull=True, booth__isnull=True),
}


def on_air(edition: Edition, wish: Wish) -> QuerySet[Stream]:
    """Return what is on air, then what is paused, the latest first."""
    showing = _listed(edition, wish).filter(state__in=[StreamState.ON_AIR, StreamState.PAUSED])
    return showing.order_by("state", F("on_air_at").desc(nulls_last=True), "id")


def coming(edition: Edition, wish: Wish) -> QuerySet[Stream]:
    """Return the next streams in order of time; those without a time come last, those long overdue not at all."""
    waiting = _listed(edition, wish).filter(state__in=[StreamState.SCHEDULED, StreamState.REHEARSING])
    fresh = Q(starts_at__isnull=True) | Q(starts_at__gte=now() - PATIENCE)
    return waiting.filter(fresh).order_by(F("starts_at").asc(nulls_last=True), "id")[:MOST_COMING]


def recordings(edition: Edition, wish: Wish) -> QuerySet[Stream]:
    """Return what ended and was seen by the audience, the latest first; `length` is how long it was on air."""
    seen = Take.objects.filter(stream=OuterRef("pk"), is_public=True, ended_at__isnull=False)
    ended = _listed(edition, wish).filter(Exists(seen), state=StreamState.ENDED)
    lengths = Sum(F("takes__ended_at") - F("takes__began_at"), filter=Q(takes__is_public=True))
    return ended.annotate(length=lengths).order_by("-ended_at", "-id")


def streams_at_desk(edition: Edition, *, state: str, words: str) -> QuerySet[Stream]:
    """Return all streams of an edition for its operators, those that run or wait before those that are over.

    `has_signal` tells whether one sends right now.
    """
    streams = _with_signal(Stream.objects.filter(edition=edition)).filter(_carry(words))
    if state:
        streams = streams.filter(state=state)
    is_over = Case(When(state=StreamState.ENDED, then=1), default=0)
    return streams.select_related(*_FOR_THE_LIST).order_by(is_over, F("starts_at").asc(nulls_last=True), "id")


def count_by_state(edition: Edition) -> dict[str, int]:
    """Return how many streams of an edition are in each state."""
    counted = Stream.objects.filter(edition=edition).order_by("state").values_list("state")
    return dict(counted.annotate(streams=Count("id")))


def shows_of(organisation: Organisation, edition: Edition) -> QuerySet[Stream]:
    """Return the streams that an organisation runs in an edition, the newest first."""
    streams = _with_signal(Stream.objects.filter(edition=edition, organisation=organisation))
    return streams.select_related(*_FOR_THE_LIST).order_by("-id")


def sessions_without_stream(edition: Edition) -> QuerySet[Session]:
    """Return the sessions that the programme promises to stream and that have no stream yet."""
    return streamed_sessions(edition).filter(stream__isnull=True)


def _listed(edition: Edition, wish: Wish) -> QuerySet[Stream]:
    """Streams for invited people are known to those who were invited."""
    streams = Stream.objects.filter(edition=edition).exclude(audience=Audience.INVITED)
    return streams.filter(OWNERS.get(wish.of, Q()), _carry(wish.words)).select_related(*_FOR_THE_LIST)


def _with_signal(streams: QuerySet[Stream]) -> QuerySet[Stream]:
    return streams.annotate(has_signal=Exists(Take.objects.filter(stream=OuterRef("pk"), ended_at__isnull=True)))


def _carry(words: str) -> Q:
    """Every word in some title, in any language."""
    return reduce(and_, (_carries(word) for word in words.split()), Q())


def _carries(word: str) -> Q:
    places = (f"{title}__{language}" for title in _TITLES for language in ("zh-hans", "en"))
    return reduce(lambda left, place: left | Q(**{f"{place}__icontains": word}), places, Q())
