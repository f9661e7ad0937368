"""One step of a stream from state to state, under the lock of its row, and who is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.fairs.public import ensure_not_archived
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.realtime import publish
from everfair.live.domain.access_file import write_access_on_commit
from everfair.live.domain.recordings import settle_recording
from everfair.live.domain.telling import tell_viewers
from everfair.live.enums import STREAM_MOVES, EndedBy, StreamState
from everfair.live.errors import StreamMoveNotAllowed
from everfair.live.models import Stream, Take

if TYPE_CHECKING:
    from everfair.accounts.models import Person

_EVENTS: dict[StreamState, str] = {
    StreamState.SCHEDULED: "stream.scheduled",
    StreamState.REHEARSING: "stream.rehearsing",
    StreamState.ON_AIR: "stream.went_on_air",
    StreamState.PAUSED: "stream.paused",
    StreamState.ENDED: "stream.ended",
}
_CLOSING = frozenset({StreamState.PAUSED, StreamState.ENDED})


def lock_stream(stream_id: int) -> Stream:
    """Return the row as it is now, with what it belongs to; it stays locked until the transaction ends."""
    rows = Stream.objects.select_for_update(of=("self",))
    return rows.select_related("edition", "organisation", "session__event", "booth__exhibitor").get(pk=stream_id)


def open_take_of(stream: Stream) -> Take | None:
    return Take.objects.filter(stream=stream, ended_at__isnull=True).first()


def move_locked(stream: Stream, to: StreamState, *, actor: Person | None, ended_by: EndedBy = EndedBy.TEAM) -> None:
    """Move a stream whose row the caller has locked; `StreamMoveNotAllowed` where no move leads there.

    An archived edition takes nothing new in, so there a stream can only be paused and ended.
    """
    if to not in STREAM_MOVES[StreamState(stream.state)]:
        raise StreamMoveNotAllowed(state=stream.get_state_display())
    if to not in _CLOSING:
        ensure_not_archived(stream.edition)
    is_over = to == StreamState.ENDED
    stream.state = to
    stream.on_air_at = now() if to == StreamState.ON_AIR else stream.on_air_at
    stream.ended_at, stream.ended_by = (now(), ended_by.value) if is_over else (None, "")
    stream.save(update_fields=["state", "on_air_at", "ended_at", "ended_by"])
    log_of_stream(_EVENTS[to], stream, actor, **({"by": ended_by.value} if is_over else {}))
    settle_recording(stream, person=actor)
    tell_state(stream)
    write_access_on_commit(stream)
    forget_pages(stream)


def log_of_stream(name: str, stream: Stream, actor: Person | None, **payload: object) -> None:
    log_event(name, actor=actor, subject=stream, organisation=stream.organisation, edition=stream.edition_id, **payload)


def tell_state(stream: Stream) -> None:
    """Tell open pages; that there is a rehearsal is known to the team alone."""
    is_secret = stream.state == StreamState.REHEARSING
    told = StreamState.SCHEDULED if is_secret else StreamState(stream.state)
    tell_viewers(stream, "state", {"state": told.value})
    publish(stream.team_channel, "state", {"state": StreamState(stream.state).value})


def tell_signal(stream: Stream, take: Take, *, is_on: bool) -> None:
    """Tell open pages that an encoder sends or stopped; what is backstage is told to the team alone."""
    if take.is_public:
        tell_viewers(stream, "signal", {"on": is_on})
    publish(stream.team_channel, "signal", {"on": is_on})


def forget_pages(stream: Stream) -> None:
    """Purge every kept page that may show the stream."""
    tags = ["streams", f"stream-{stream.public_id}"]
    if stream.session:
        tags.append(f"event-{stream.session.event.public_id}")
    if stream.booth:
        tags.append(f"exhibitor-{stream.booth.exhibitor.public_id}")
    purge(*tags)
