"""Who may send to a stream, and the takes that come in: the one door for every way of sending."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.transaction import atomic

from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.errors import DomainError, NotFound
from everfair.kernel.events import log_event
from everfair.live.access import can_run_stream
from everfair.live.domain.access_file import write_access_on_commit
from everfair.live.domain.keys import good_key
from everfair.live.domain.moving import lock_stream, move_locked, open_take_of, tell_signal
from everfair.live.enums import EndedBy, Protocol, StreamState, TakeEnd
from everfair.live.errors import BadKey, OtherPublisher, PlayedFromElsewhere, StreamOver
from everfair.live.models import SrtDoor, Stream, StreamKey, Take

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.accounts.public import Grant, Member

_logger = logging.getLogger(__name__)
_GOES_ON = frozenset({TakeEnd.CUT, TakeEnd.REPLACED})


@dataclass(frozen=True, slots=True)
class Admission:
    """The right to begin takes of a stream (`stream` is its public id); `key_id` is None for a person's studio."""

    stream_id: int
    stream: str
    key_id: int | None
    newest_wins: bool


@dataclass(frozen=True, slots=True)
class BegunTake:
    """`is_public` decides into which folder it goes: the audience's or backstage."""

    public_id: str
    is_public: bool


def admit_publisher(key: str, *, protocol: Protocol, address: str) -> Admission:
    """Admit an encoder by its stream key.

    Raises `BadKey`, `StreamOver` (the team ended it), `OtherPublisher` (the first one wins there), `EditionArchived`
    or `PlayedFromElsewhere`; each has a plain sentence for the encoder's log.
    """
    try:
        found = good_key(key)
        _ensure_open_to_encoders(found.stream, has_other=open_take_of(found.stream) is not None)
    except DomainError as refusal:
        _logger.info("refused an encoder by %s from %s: %s", protocol.value, address, refusal.code)
        raise
    StreamKey.objects.filter(pk=found.pk).update(used_at=now())
    return _admission(found.stream, found.pk)


def admit_relayed(stream: str, key: str) -> Admission:
    """Admit what a media server holds: its hook has admitted the secret, so both are public ids here.

    Raises what `admit_publisher` does; much may have changed since.
    """
    found = StreamKey.objects.select_related("stream__edition").filter(
        public_id=key, stream__public_id=stream, revoked_at__isnull=True
    )
    known = found.first()
    if known is None:
        raise BadKey
    _ensure_open_to_encoders(known.stream, has_other=open_take_of(known.stream) is not None)
    return _admission(known.stream, known.pk)


def admit_srt(stream: str, version: int) -> Admission:
    """Admit who knew the passphrase of a stream's SRT address; raises what `admit_publisher` does."""
    door = SrtDoor.objects.select_related("stream__edition").filter(stream__public_id=stream, version=version).first()
    if door is None:
        raise BadKey
    _ensure_open_to_encoders(door.stream, has_other=open_take_of(door.stream) is not None)
    return _admission(door.stream, None)


def admit_person(stream: Stream, *, person: Person, grants: Iterable[Grant], members: Iterable[Member]) -> Admission:
    """Admit somebody's browser studio; raises what `admit_publisher` does, and `Forbidden` for who may not."""
    require(can_run_stream(grants, members, stream))
    stream = Stream.objects.select_related("edition").get(pk=stream.pk)
    _ensure_open_to_encoders(stream, has_other=open_take_of(stream) is not None)
    _logger.info("admitted the studio of person %s to %s", person.public_id, stream.public_id)
    return _admission(stream, None)


def begin_take(
    admission: Admission, *, protocol: Protocol, video: Mapping[str, Any], audio: Mapping[str, Any]
) -> BegunTake:
    """Begin a take, in the place of one that is still open; the stream goes on air if it does so by itself.

    Admission was a while ago, so this raises all that `admit_publisher` does. Whoever cuts ends their own take first.
    """
    with atomic():
        stream = lock_stream(admission.stream_id)
        _ensure_key_stands(admission)
        other = open_take_of(stream)
        _ensure_open_to_encoders(stream, has_other=other is not None)
        if other:
            _end(other, stream, TakeEnd.REPLACED, is_complete=True)
        if _opens_by_signal(stream):
            move_locked(stream, StreamState.ON_AIR, actor=None)
        take = Take.objects.create(
            stream=stream,
            key_id=admission.key_id,
            protocol=protocol,
            is_public=stream.state == StreamState.ON_AIR,
            began_at=now(),
            video=dict(video),
            audio=dict(audio),
        )
        _log("take.began", take, stream, protocol=protocol.value, public=take.is_public)
        tell_signal(stream, take, is_on=True)
        write_access_on_commit(stream)
    return BegunTake(take.public_id, take.is_public)


def end_take(public_id: str, *, end: TakeEnd, is_complete: bool = True) -> None:
    """End a take; ending it once more changes nothing. `NotFound` for a take that never was."""
    known = Take.objects.filter(public_id=public_id).only("stream_id").first()
    if known is None:
        raise NotFound
    with atomic():
        stream = lock_stream(known.stream_id)
        take = Take.objects.get(pk=known.pk)
        if take.ended_at is None:
            _end(take, stream, end, is_complete=is_complete)
            if end not in _GOES_ON:
                tell_signal(stream, take, is_on=False)


def _admission(stream: Stream, key_id: int | None) -> Admission:
    return Admission(stream.pk, stream.public_id, key_id, stream.newest_wins)


def _ensure_open_to_encoders(stream: Stream, *, has_other: bool) -> None:
    ensure_not_archived(stream.edition)
    if stream.external_url:
        raise PlayedFromElsewhere
    if stream.state == StreamState.ENDED and stream.ended_by != EndedBy.SILENCE:
        raise StreamOver
    if has_other and not stream.newest_wins:
        raise OtherPublisher


def _ensure_key_stands(admission: Admission) -> None:
    """The stream's row is locked, and keys are revoked under that lock."""
    if admission.key_id is None:
        return
    if not StreamKey.objects.filter(pk=admission.key_id, revoked_at__isnull=True).exists():
        raise BadKey


def _opens_by_signal(stream: Stream) -> bool:
    """A signal that returns after silence opens the stream again; a first one only at its time, if there is one."""
    if stream.state == StreamState.ENDED:
        return stream.ended_by == EndedBy.SILENCE
    is_time = stream.starts_at is None or stream.starts_at <= now()
    return stream.state == StreamState.SCHEDULED and stream.goes_on_air_by_itself and is_time


def _end(take: Take, stream: Stream, end: TakeEnd, *, is_complete: bool) -> None:
    take.ended_at, take.end, take.is_complete = now(), end, is_complete
    take.save(update_fields=["ended_at", "end", "is_complete"])
    seconds = int((take.ended_at - take.began_at).total_seconds())
    _log("take.ended", take, stream, end=end.value, seconds=seconds)


def _log(name: str, take: Take, stream: Stream, **payload: object) -> None:
    log_event(
        name,
        actor=None,
        subject=take,
        organisation=stream.organisation,
        edition=stream.edition_id,
        stream=stream.public_id,
        **payload,
    )
