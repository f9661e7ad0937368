"""The takes of encoders that push by HTTP: no connection tells where one begins and ends, so every request asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from everfair.live.domain.keys import good_key
from everfair.live.domain.moving import open_take_of
from everfair.live.domain.publishing import Admission, admit_publisher, begin_take, end_take
from everfair.live.enums import EndedBy, Protocol, StreamState, TakeEnd
from everfair.live.errors import OtherPublisher, StreamOver
from everfair.live.models import Stream, Take


@dataclass(frozen=True, slots=True)
class PushTake:
    """A take that comes in by push and has not ended."""

    stream: str
    public_id: str
    is_public: bool


def admit_push(key: str, *, address: str) -> Admission:
    """Admit a request of an encoder; raises what `admit_publisher` does.

    Its own open take is no other publisher, whatever the stream says of the newest one.
    """
    found = good_key(key)
    stream = found.stream
    take = open_take_of(stream)
    if take is None or take.protocol != Protocol.PUSH or take.key_id != found.pk:
        return admit_publisher(key, protocol=Protocol.PUSH, address=address)
    if stream.state == StreamState.ENDED and stream.ended_by == EndedBy.TEAM:
        end_take(take.public_id, end=TakeEnd.KICKED)
        raise StreamOver
    return Admission(stream.pk, stream.public_id, found.pk, stream.newest_wins)


def take_in(
    admission: Admission, stream: Stream, facts: Mapping[str, Any], *, goes_on: Callable[[PushTake], bool]
) -> tuple[PushTake, bool]:
    """Return the take for what comes, and whether it began because the stream went on or off air.

    The caller holds the lock of the stream's row. `goes_on` tells whether a take can be continued. An encoder that a
    newer one replaced gets no take before that one has ended, else the two would replace each other for ever.
    """
    own = Take.objects.filter(stream=stream, protocol=Protocol.PUSH, key_id=admission.key_id).order_by("-id").first()
    is_turn = False
    if own and own.ended_at is None:
        known = _as_push_take(own, stream)
        is_turn = own.is_public != (stream.state == StreamState.ON_AIR)
        if not is_turn and goes_on(known):
            return known, False
        end_take(own.public_id, end=TakeEnd.CUT)
    elif own and own.end == TakeEnd.REPLACED and open_take_of(stream):
        raise OtherPublisher
    video, audio = facts.get("video", {}), facts.get("audio", {})
    begun = begin_take(admission, protocol=Protocol.PUSH, video=video, audio=audio)
    return PushTake(stream.public_id, begun.public_id, begun.is_public), is_turn


def open_take_by(admission: Admission, stream: Stream) -> PushTake | None:
    """Return the encoder's open take, if it has one."""
    take = open_take_of(stream)
    is_own = take is not None and take.protocol == Protocol.PUSH and take.key_id == admission.key_id
    return _as_push_take(take, stream) if take and is_own else None


def tell_facts(take: PushTake, facts: Mapping[str, Any]) -> None:
    """Note what a track is that came after the take had begun."""
    Take.objects.filter(public_id=take.public_id).update(**facts)


def _as_push_take(take: Take, stream: Stream) -> PushTake:
    return PushTake(stream.public_id, take.public_id, take.is_public)
