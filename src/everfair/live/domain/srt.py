"""SRT addresses: a stream that asks for one gets a port of the administrator's range, and a passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.live.domain.commands import tell_live
from everfair.live.domain.moving import lock_stream, log_of_stream
from everfair.live.enums import EndedBy, StreamState
from everfair.live.errors import NoSrtPort
from everfair.live.models import SrtDoor
from everfair.live.queries.srt import srt_ports

if TYPE_CHECKING:
    from everfair.live.models import Stream
    from everfair.live.runner import Runner


def open_srt(stream: Stream, *, actor: Runner) -> SrtDoor:
    """Give a stream its address, once; `NoSrtPort` when all are in use.

    A stream that its team has ended gives its port to one that needs it.
    """
    require(actor.runs(stream))
    with atomic():
        stream = _lock_for(stream, actor)
        ensure_not_archived(stream.edition)
        door = SrtDoor.objects.filter(stream=stream).first()
        if door is None:
            door = _open(stream)
            log_of_stream("stream.srt_opened", stream, actor.person, port=door.port)
            tell_live("door", stream.public_id)
    return door


def renew_srt(stream: Stream, *, actor: Runner) -> None:
    """Give it a new passphrase; whoever sends with the old one is cut off."""
    require(actor.runs(stream))
    with atomic():
        stream = _lock_for(stream, actor)
        door = SrtDoor.objects.filter(stream=stream).first()
        if door:
            door.version += 1
            door.save(update_fields=["version"])
            log_of_stream("stream.srt_renewed", stream, actor.person)
            tell_live("door", stream.public_id)


def close_srt(stream: Stream, *, actor: Runner) -> None:
    """Take the address away; whoever sends there is cut off."""
    require(actor.runs(stream))
    with atomic():
        stream = _lock_for(stream, actor)
        door = SrtDoor.objects.filter(stream=stream).first()
        if door:
            door.delete()
            log_of_stream("stream.srt_closed", stream, actor.person, port=door.port)
            tell_live("door", stream.public_id)


def _lock_for(stream: Stream, actor: Runner) -> Stream:
    locked = lock_stream(stream.pk)
    require(actor.runs(locked))
    return locked


def _open(stream: Stream) -> SrtDoor:
    """Take a free port; of two streams that want the same one the later tries the next."""
    ports = srt_ports(settings.OPTIONS)
    for _try in ports:
        taken = set(SrtDoor.objects.values_list("port", flat=True))
        port = next((port for port in ports if port not in taken), None)
        if port is None and not _free_one():
            break
        if port is not None:
            try:
                with atomic():
                    return SrtDoor.objects.create(stream=stream, port=port)
            except IntegrityError:
                continue
    raise NoSrtPort


def _free_one() -> bool:
    """Close the address of the stream that was ended by its team the longest time ago; False if there is none."""
    ended = SrtDoor.objects.filter(stream__state=StreamState.ENDED, stream__ended_by=EndedBy.TEAM)
    door = ended.select_related("stream").order_by("stream__ended_at", "pk").first()
    if door is None:
        return False
    door.delete()
    log_of_stream("stream.srt_closed", door.stream, None, port=door.port)
    tell_live("door", door.stream.public_id)
    return True
