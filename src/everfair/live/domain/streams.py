"""Streams: created, changed, and moved from rehearsal to air to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.db.transaction import atomic

from everfair.fairs.public import ensure_not_archived
from everfair.kernel.access import require
from everfair.kernel.errors import NotFound
from everfair.live.access import can_create_show, can_create_stream, can_run_stream
from everfair.live.domain.access_file import write_access_on_commit
from everfair.live.domain.commands import tell_live
from everfair.live.domain.moving import forget_pages, lock_stream, log_of_stream, move_locked, open_take_of, tell_state
from everfair.live.domain.telling import renew_frames
from everfair.live.enums import StreamState
from everfair.live.errors import SessionHasStream, StreamChangedMeanwhile
from everfair.live.models import Stream

if TYPE_CHECKING:
    from datetime import datetime

    from everfair.accounts.models import Organisation
    from everfair.exhibition.models import Booth
    from everfair.fairs.models import Edition
    from everfair.live.domain.plans import StreamPlan
    from everfair.live.runner import Runner
    from everfair.programme.models import Session

_TOLD = ("audience", "latency", "starts_at", "external_url")


def create_stream(
    edition: Edition,
    *,
    actor: Runner,
    plan: StreamPlan,
    session: Session | None = None,
    booth: Booth | None = None,
    organisation: Organisation | None = None,
) -> Stream:
    """Create the stream of a session, a show of a booth, or with neither the fair's own.

    Unless an operator says otherwise the event's host or the exhibitor runs it, and it starts with its session. Raises
    `SessionHasStream`, `EditionArchived`, `NotFound` for what belongs to another edition, or what `plan` breaks.
    """
    require(
        _may_create(actor, edition, booth) and (organisation is None or can_create_stream(actor.grants, edition.pk))
    )
    ensure_not_archived(edition)
    plan.check()
    _ensure_same_edition(edition, session, booth)
    stream = Stream(
        edition=edition,
        session=session,
        booth=booth,
        organisation=organisation or _natural_organisation(session, booth),
        **plan.decided() | {"starts_at": plan.starts_at or (session.starts_at if session else None)},
    )
    with atomic():
        _insert(stream)
        log_of_stream("stream.created", stream, actor.person, audience=stream.audience)
        write_access_on_commit(stream)
        forget_pages(stream)
    return stream


def change_stream(stream: Stream, *, actor: Runner, version: int, plan: StreamPlan) -> Stream:
    """Change what the team decided; `StreamChangedMeanwhile` if `version` is not the one that stands by then."""
    require(actor.runs(stream))
    plan.check()
    with atomic():
        stream = _lock_for(stream, actor)
        if stream.version != version:
            raise StreamChangedMeanwhile
        before = {name: getattr(stream, name) for name in _TOLD}
        renew_frames(stream)
        for name, value in plan.decided().items():
            setattr(stream, name, value)
        stream.version += 1
        stream.save()
        log_of_stream("stream.changed", stream, actor.person, version=stream.version)
        if any(getattr(stream, name) != value for name, value in before.items()):
            tell_state(stream)
        write_access_on_commit(stream)
        forget_pages(stream)
        tell_live("kick" if stream.external_url and open_take_of(stream) else "look", stream.public_id)
    return stream


def rehearse(stream: Stream, *, actor: Runner) -> Stream:
    """Let the team see what comes in, and nobody else."""
    return _move(stream, StreamState.REHEARSING, actor)


def schedule_again(stream: Stream, *, actor: Runner, starts_at: datetime | None = None) -> Stream:
    """End a rehearsal, or open an ended stream for later; without `starts_at` its old start counts no more."""
    require(actor.runs(stream))
    with atomic():
        stream = _lock_for(stream, actor)
        if starts_at or stream.state == StreamState.ENDED:
            stream.starts_at = starts_at
            stream.save(update_fields=["starts_at"])
        _move_and_tell(stream, StreamState.SCHEDULED, actor)
    return stream


def go_on_air(stream: Stream, *, actor: Runner) -> Stream:
    """Show the audience what comes in from now on; also after a pause."""
    return _move(stream, StreamState.ON_AIR, actor)


resume = go_on_air


def pause(stream: Stream, *, actor: Runner) -> Stream:
    """Show the audience a slate; the team still sees what comes in."""
    return _move(stream, StreamState.PAUSED, actor)


def end_stream(stream: Stream, *, actor: Runner) -> Stream:
    """End it for the audience and send its encoder away; a signal alone does not open it again."""
    return _move(stream, StreamState.ENDED, actor)


def _move(stream: Stream, to: StreamState, actor: Runner) -> Stream:
    require(actor.runs(stream))
    with atomic():
        stream = _lock_for(stream, actor)
        _move_and_tell(stream, to, actor)
    return stream


def _lock_for(stream: Stream, actor: Runner) -> Stream:
    locked = lock_stream(stream.pk)
    require(can_run_stream(actor.grants, actor.members, locked))
    return locked


def _move_and_tell(stream: Stream, to: StreamState, actor: Runner) -> None:
    """A take is wholly for the audience or wholly for the team: on that border its encoder begins a new one."""
    move_locked(stream, to, actor=actor.person)
    take = open_take_of(stream)
    if take is None:
        tell_live("look", stream.public_id)
    elif to == StreamState.ENDED:
        tell_live("kick", stream.public_id)
    else:
        crosses = take.is_public != (to == StreamState.ON_AIR)
        tell_live("cut" if crosses else "look", stream.public_id)


def _may_create(actor: Runner, edition: Edition, booth: Booth | None) -> bool:
    if booth is None:
        return can_create_stream(actor.grants, edition.pk)
    return can_create_show(actor.grants, actor.members, booth)


def _ensure_same_edition(edition: Edition, session: Session | None, booth: Booth | None) -> None:
    elsewhere = (session and session.edition_id != edition.pk) or (booth and booth.exhibitor.edition_id != edition.pk)
    if elsewhere:
        raise NotFound


def _natural_organisation(session: Session | None, booth: Booth | None) -> Organisation | None:
    if booth:
        return booth.exhibitor.organisation
    return session.event.host if session else None


def _insert(stream: Stream) -> None:
    try:
        with atomic():
            stream.save(force_insert=True)
    except IntegrityError as error:
        raise SessionHasStream from error
