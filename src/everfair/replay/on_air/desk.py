"""The rights of the shows: a fresh key for each take, and what old takes leave behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from everfair.kernel.clock import now
from everfair.live.models import Stream, StreamKey, Take
from everfair.live.public import StreamPlace, forget_media, make_key, revoke_key, runner_at_the_machine
from everfair.replay.on_air.shows import Show

if TYPE_CHECKING:
    from django.db.models import QuerySet

# How much longer than its viewers can go back a take is kept: a demo runs for months on a laptop.
_LEEWAY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to send one take; `now` is the fair's own time."""

    stream: Stream
    key: StreamKey
    secret: str
    now: datetime


def take_ticket(show: Show) -> Ticket | None:
    """Revoke the key of the take before and make another.

    None if the fair has no such show, if a person ended it, or if somebody's own encoder is on air there.
    """
    found = Stream.objects.filter(public_id=show.stream, edition__is_synthetic=True)
    stream = found.exclude(state="ended", ended_by="team").select_related("edition").first()
    if (
        stream is None
        or Take.objects.filter(stream=stream, ended_at__isnull=True).exclude(key__in=_ours(stream)).exists()
    ):
        return None
    actor = runner_at_the_machine(stream.edition_id)
    for key in _ours(stream).filter(revoked_at__isnull=True):
        revoke_key(key, actor=actor)
    made = make_key(stream, actor=actor)
    return Ticket(stream, made.key, made.secret, now().astimezone(ZoneInfo(stream.edition.zone_id)))


def is_good(ticket: Ticket) -> bool:
    """Tell whether the key still counts: the fair may have been loaded anew meanwhile."""
    return StreamKey.objects.filter(pk=ticket.key.pk, revoked_at__isnull=True).exists()


def tidy(ticket: Ticket) -> None:
    """Delete those takes of ours that nobody can go back to, with their media and keys."""
    stream = ticket.stream
    over = now() - timedelta(minutes=stream.dvr_minutes) - _LEEWAY
    place = StreamPlace(settings.LIVE_ROOT, stream.public_id)
    for take in Take.objects.filter(stream=stream, ended_at__lt=over, key__in=_ours(stream)):
        forget_media([place.take(take.public_id, is_public=take.is_public)])
        take.delete()
    used = Take.objects.filter(stream=stream, key__isnull=False).values("key")
    _ours(stream).filter(revoked_at__isnull=False).exclude(pk__in=used).delete()


def _ours(stream: Stream) -> QuerySet[StreamKey]:
    """Return the keys that no person made."""
    return StreamKey.objects.filter(stream=stream, made_by__isnull=True)
