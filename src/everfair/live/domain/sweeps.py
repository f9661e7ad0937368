"""What time does to streams: the live process looks every few seconds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Greatest
from django.db.transaction import atomic

from everfair.fairs.public import EditionState
from everfair.kernel.clock import now
from everfair.live.domain.commands import tell_live
from everfair.live.domain.moving import lock_stream, move_locked, open_take_of
from everfair.live.domain.publishing import end_take
from everfair.live.enums import EndedBy, StreamState, TakeEnd
from everfair.live.models import Stream, Take

if TYPE_CHECKING:
    from django.db.models import QuerySet

# A team that paused, or went on air before its encoder, means it; nobody means it for so long.
LONGEST_WAIT = timedelta(hours=6)


def end_silent_streams(grace: timedelta) -> int:
    """End what is on air without a signal for longer than `grace`; returns how many.

    Paused streams, and those that never had a signal, wait for six hours. One that ended so goes on air again when
    its encoder returns.
    """
    return sum(_end_silent(stream_id, grace) for stream_id in _silent(grace).values_list("pk", flat=True))


def start_due_streams() -> int:
    """Put on air what goes there by itself and whose time has come while its signal is there; returns how many."""
    return sum(_start_due(stream_id) for stream_id in _due().values_list("pk", flat=True))


def end_lost_takes() -> int:
    """End the takes that a former live process left open; returns how many."""
    lost = list(Take.objects.filter(ended_at__isnull=True).values_list("public_id", flat=True))
    for public_id in lost:
        end_take(public_id, end=TakeEnd.RESTARTED)
    return len(lost)


def _end_silent(stream_id: int, grace: timedelta) -> bool:
    """Look again under the lock: an encoder may have returned, a colleague may have pressed a button."""
    with atomic():
        stream = lock_stream(stream_id)
        if not _silent(grace).filter(pk=stream_id).exists():
            return False
        move_locked(stream, StreamState.ENDED, actor=None, ended_by=EndedBy.SILENCE)
        tell_live("look", stream.public_id)
    return True


def _silent(grace: timedelta) -> QuerySet[Stream]:
    quiet_since = Greatest("on_air_at", Max("takes__ended_at"))
    showing = Q(state=StreamState.ON_AIR) | Q(state=StreamState.PAUSED)
    streams = Stream.objects.filter(showing, ~_has_open_take(), external_url="").annotate(quiet_since=quiet_since)
    had_signal = Q(state=StreamState.ON_AIR) & Exists(Take.objects.filter(stream=OuterRef("pk")))
    is_over = Q(quiet_since__lt=now() - LONGEST_WAIT) | had_signal & Q(quiet_since__lt=now() - grace)
    return streams.filter(is_over).order_by("pk")


def _start_due(stream_id: int) -> bool:
    with atomic():
        stream = lock_stream(stream_id)
        if not _due().filter(pk=stream_id).exists():
            return False
        move_locked(stream, StreamState.ON_AIR, actor=None)
        tell_live("cut" if open_take_of(stream) else "look", stream.public_id)
    return True


def _due() -> QuerySet[Stream]:
    """Return what waited for its time; a start that was past when the signal came has its own rule in `begin_take`."""
    waited = Take.objects.filter(stream=OuterRef("pk"), ended_at__isnull=True, began_at__lt=OuterRef("starts_at"))
    from_elsewhere = ~Q(external_url="") & Q(starts_at__gt=F("created_at"))
    streams = Stream.objects.filter(
        state=StreamState.SCHEDULED, goes_on_air_by_itself=True, starts_at__lte=now()
    ).exclude(edition__state=EditionState.ARCHIVED)
    return streams.filter(Exists(waited) | from_elsewhere).order_by("pk")


def _has_open_take() -> Exists:
    return Exists(Take.objects.filter(stream=OuterRef("pk"), ended_at__isnull=True))
