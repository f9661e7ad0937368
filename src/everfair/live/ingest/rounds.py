"""What the live process looks up every few seconds, in the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from everfair.kernel.clock import now
from everfair.live.domain.publishing import end_take
from everfair.live.domain.sweeps import end_lost_takes, end_silent_streams, start_due_streams
from everfair.live.enums import EndedBy, Protocol, StreamState, TakeEnd
from everfair.live.models import Stream, Take

_RECENT = timedelta(days=1)
_JUST_BEGUN = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class OpenPush:
    """A take that an encoder pushes by HTTP."""

    stream: str
    take: str
    is_public: bool


@dataclass(slots=True)
class Round:
    """`to_cut` and `to_kick` are streams whose senders missed the word."""

    to_cut: list[str] = field(default_factory=list)
    to_kick: list[str] = field(default_factory=list)
    pushes: list[OpenPush] = field(default_factory=list)


def recover() -> list[str]:
    """End what a former process left open; return the streams whose playlists are to be looked at."""
    end_lost_takes()
    has_takes = Exists(Take.objects.filter(stream=OuterRef("pk")))
    is_at_hand = Q(state__in=[StreamState.ON_AIR, StreamState.PAUSED, StreamState.REHEARSING])
    found = Stream.objects.filter(has_takes, is_at_hand | Q(ended_at__gte=now() - _RECENT))
    return list(found.order_by("pk").values_list("public_id", flat=True))


def sweep(grace: timedelta) -> None:
    """Do what time does to streams."""
    start_due_streams()
    end_silent_streams(grace)


def end_takes_of_nobody(kept: Collection[str]) -> None:
    """End takes whose end could not be written when it came."""
    lost = Take.objects.filter(ended_at__isnull=True, began_at__lt=now() - _JUST_BEGUN)
    for public_id in (
        lost.exclude(protocol=Protocol.PUSH).exclude(public_id__in=kept).values_list("public_id", flat=True)
    ):
        end_take(public_id, end=TakeEnd.LOST)


def look_at_takes(streams: Collection[str]) -> Round:
    """Compare the open takes with what their streams and keys say by now."""
    found = Round()
    takes = Take.objects.filter(ended_at__isnull=True).select_related("stream", "key").order_by("pk")
    for take in takes:
        stream = take.stream
        if take.protocol == Protocol.PUSH:
            found.pushes.append(OpenPush(stream.public_id, take.public_id, take.is_public))
        elif stream.public_id in streams:
            is_over = stream.state == StreamState.ENDED and stream.ended_by == EndedBy.TEAM
            if is_over or (take.key and take.key.revoked_at):
                found.to_kick.append(stream.public_id)
            elif take.is_public != (stream.state == StreamState.ON_AIR):
                found.to_cut.append(stream.public_id)
    return found
