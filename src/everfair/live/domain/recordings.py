"""What becomes of a stream after its end: published, kept or held back, trimmed, downloaded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.kernel.pages import purge
from everfair.kernel.realtime import publish
from everfair.live.access import can_run_stream
from everfair.live.domain.access_file import write_access_on_commit
from everfair.live.domain.commands import tell_live
from everfair.live.domain.telling import tell_viewers
from everfair.live.enums import DownloadRight, FileState, RecordingState, StreamState
from everfair.live.errors import (
    BadTrim,
    ConsentMissing,
    FileBeingMade,
    NoRecording,
    RecordingDeleted,
    RecordingOver,
)
from everfair.live.models import Recording, Speaker, Stream

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.runner import Runner


def settle_recording(stream: Stream, *, person: Person | None = None) -> None:
    """Publish or keep the recording of a stream that ended, by its setting and its speakers' consent.

    The caller holds the stream's row lock. What the team held back stays so, as does what is over, unless more was
    shown since.
    """
    if stream.state != StreamState.ENDED:
        return
    recording, _ = Recording.objects.select_for_update().get_or_create(stream=stream)
    if recording.state == RecordingState.WITHHELD or _is_over(recording):
        return
    may = stream.publishes_recording and not missing_consents(stream)
    wished = RecordingState.PUBLISHED if may else RecordingState.KEPT
    if recording.state != wished:
        _move(recording, wished, person=person)


def publish_by_itself(stream: Stream, *, actor: Runner) -> None:
    """Have the recording published as soon as the stream ends."""
    _set_publishing(stream, actor=actor, by_itself=True)


def keep_for_team(stream: Stream, *, actor: Runner) -> None:
    """Have the recording kept for the team until it is published by hand."""
    _set_publishing(stream, actor=actor, by_itself=False)


def publish_recording(stream: Stream, *, actor: Runner) -> Recording:
    """Show the recording to the stream's audience; `ConsentMissing` while a speaker has not agreed."""
    require(can_run_stream(actor.grants, actor.members, stream))
    with atomic():
        recording = _locked(stream)
        missing = missing_consents(stream)
        if missing:
            raise ConsentMissing(names=", ".join(missing))
        if recording.state != RecordingState.PUBLISHED:
            _move(recording, RecordingState.PUBLISHED, person=actor.person)
    return recording


def withhold_recording(stream: Stream, *, actor: Runner) -> Recording:
    """Take the recording away from the audience; the team still sees it."""
    require(can_run_stream(actor.grants, actor.members, stream))
    with atomic():
        recording = _locked(stream)
        if recording.state != RecordingState.WITHHELD:
            _move(recording, RecordingState.WITHHELD, person=actor.person)
    return recording


def trim_recording(stream: Stream, *, actor: Runner, from_at: datetime | None, until_at: datetime | None) -> Recording:
    """Let the recording begin and end at moments of the stream; None for its own beginning or end.

    A file made before is out of date and is forgotten. `BadTrim` for moments outside or in the wrong order.
    """
    require(can_run_stream(actor.grants, actor.members, stream))
    with atomic():
        recording = _locked(stream)
        _ensure_inside(stream, from_at, until_at)
        recording.from_at, recording.until_at = from_at, until_at
        _forget_file(recording)
        recording.save()
        log_event("recording.trimmed", actor=actor.person, subject=stream, edition=stream.edition_id)
        tell_recording(stream)
    return recording


def set_download(stream: Stream, right: DownloadRight, *, actor: Runner) -> Recording:
    """Say who may download the file."""
    require(can_run_stream(actor.grants, actor.members, stream))
    with atomic():
        recording = _locked(stream)
        recording.download = right
        recording.save(update_fields=["download"])
        log_event(
            "recording.download_set",
            actor=actor.person,
            subject=stream,
            edition=stream.edition_id,
            download=right.value,
        )
        write_access_on_commit(stream)
        purge(f"stream-{stream.public_id}")
    return recording


def set_card(stream: Stream, *, actor: Runner, shown: bool) -> Recording:
    """Let the recording open with its title card, or without; a file made before is out of date and is forgotten."""
    require(can_run_stream(actor.grants, actor.members, stream))
    with atomic():
        recording = _locked(stream)
        if recording.has_card != shown:
            recording.has_card = shown
            _forget_file(recording)
            recording.save()
            log_event("recording.card_set", actor=actor.person, subject=stream, edition=stream.edition_id, shown=shown)
            write_access_on_commit(stream)
    return recording


def show_card(stream: Stream, *, actor: Runner) -> Recording:
    return set_card(stream, actor=actor, shown=True)


def leave_card_out(stream: Stream, *, actor: Runner) -> Recording:
    return set_card(stream, actor=actor, shown=False)


def ask_for_file(stream: Stream, *, actor: Runner) -> Recording:
    """Have the worker make one MP4 file of the recording; `FileBeingMade` while it does."""
    from everfair.live.tasks import make_recording_file  # noqa: PLC0415 -- the job's module needs procrastinate's app

    require(can_run_stream(actor.grants, actor.members, stream))
    with atomic():
        recording = _locked(stream)
        if recording.file_state == FileState.MAKING:
            raise FileBeingMade
        recording.file_state = FileState.MAKING
        recording.save(update_fields=["file_state"])
        log_event("recording.file_asked", actor=actor.person, subject=stream, edition=stream.edition_id)
        make_recording_file.defer(recording=recording.public_id)
    return recording


def missing_consents(stream: Stream) -> list[str]:
    """Return the names of the speakers who have not agreed, in their order."""
    agreeing = Speaker.objects.filter(stream=stream, agrees=True).values("pk")
    return list(Speaker.objects.filter(stream=stream).exclude(pk__in=agreeing).values_list("name", flat=True))


def _is_over(recording: Recording) -> bool:
    """Whether its time is over; what came in after that is a recording again, to be kept by the fair's rule."""
    over_since = recording.deleted_at or recording.expired_at
    if over_since is None:
        return False
    is_over = not recording.stream.takes.filter(is_public=True, began_at__gt=over_since).exists()
    if not is_over:
        recording.keep_until = recording.expired_at = recording.deleted_at = None
        recording.from_at = recording.until_at = None
        recording.save()
    return is_over


def _locked(stream: Stream) -> Recording:
    held = Stream.objects.select_for_update().get(pk=stream.pk)
    recording = Recording.objects.select_for_update().filter(stream=stream).first()
    if recording is None or held.state != StreamState.ENDED:
        raise NoRecording
    if recording.state == RecordingState.DELETED:
        raise RecordingDeleted
    if recording.state == RecordingState.EXPIRED:
        raise RecordingOver
    recording.stream = held
    return recording


def _forget_file(recording: Recording) -> None:
    if recording.file_state != FileState.MAKING:
        recording.file_state, recording.file_bytes, recording.file_made_at = FileState.NONE, None, None


def _set_publishing(stream: Stream, *, actor: Runner, by_itself: bool) -> None:
    require(can_run_stream(actor.grants, actor.members, stream))
    with atomic():
        held = Stream.objects.select_for_update().get(pk=stream.pk)
        held.publishes_recording = by_itself
        held.save(update_fields=["publishes_recording"])
        log_event("recording.plan_set", actor=actor.person, subject=held, edition=held.edition_id, by_itself=by_itself)


def _move(recording: Recording, state: RecordingState, *, person: Person | None) -> None:
    stream = recording.stream
    recording.state = state
    if state == RecordingState.PUBLISHED:
        recording.published_at = now()
    recording.save(update_fields=["state", "published_at"])
    log_event(f"recording.{state.value}", actor=person, subject=stream, edition=stream.edition_id)
    tell_recording(stream)


def tell_recording(stream: Stream) -> None:
    """Tell open pages, the edge and the live process that a recording is seen by others now, or is another."""
    write_access_on_commit(stream)
    tell_live("look", stream.public_id)
    tell_viewers(stream, "state", {"state": stream.state})
    publish(stream.team_channel, "state", {"state": stream.state})
    purge("streams", f"stream-{stream.public_id}")


def _ensure_inside(stream: Stream, from_at: datetime | None, until_at: datetime | None) -> None:
    takes = stream.takes.filter(is_public=True, ended_at__isnull=False).order_by("began_at")
    first, last = takes.first(), takes.order_by("-ended_at").first()
    if first is None or last is None or last.ended_at is None:
        raise BadTrim
    begins, ends = from_at or first.began_at, until_at or last.ended_at
    if not first.began_at <= begins < ends <= last.ended_at:
        raise BadTrim
