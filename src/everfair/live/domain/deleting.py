"""Deleting a recording for good: its media, its file, its title card, and what was written down of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.events import log_event
from everfair.live.access import can_run_stream
from everfair.live.domain.keeping import lock_recording
from everfair.live.domain.recordings import tell_recording
from everfair.live.enums import FileState, RecordingState, StreamState
from everfair.live.errors import NoRecording, NotTheTitle, RecordingDeleted
from everfair.live.models import CaptionTrack, Recording, Stream
from everfair.live.places import TAKES, StreamPlace
from everfair.live.storage.forgetting import forget_media

if TYPE_CHECKING:
    from everfair.accounts.models import Person
    from everfair.live.runner import Runner


def delete_recording(stream: Stream, *, actor: Runner, typed: str) -> None:
    """Delete it at the team's wish; `NotTheTitle` unless the stream's title was typed, in any of its languages."""
    require(can_run_stream(actor.grants, actor.members, stream))
    if _plain(typed) not in {_plain(title) for title in stream.title.values()}:
        raise NotTheTitle(field="title")
    with atomic():
        _delete(lock_recording(stream), person=actor.person)


def delete_expired(before: datetime) -> int:
    """Delete what was taken off its page before; returns how many. What a crash left of deleted ones goes, too."""
    expired = Recording.objects.filter(state=RecordingState.EXPIRED, expired_at__lt=before)
    count = sum(_delete_expired(row) for row in expired.select_related("stream").order_by("pk"))
    deleted = Recording.objects.filter(state=RecordingState.DELETED, stream__state=StreamState.ENDED)
    for public_id in deleted.values_list("stream__public_id", flat=True):
        place = StreamPlace(settings.LIVE_ROOT, public_id)
        if (place.folder / TAKES).exists():
            with atomic():
                forget_media([place.folder / TAKES])
    return count


def _delete_expired(row: Recording) -> bool:
    with atomic():
        try:
            recording = lock_recording(row.stream)
        except (NoRecording, RecordingDeleted):
            return False
        if recording.state != RecordingState.EXPIRED:
            return False
        _delete(recording, person=None)
    return True


def _delete(recording: Recording, *, person: Person | None) -> None:
    """Say so in the row, and delete the stream's whole folder once that holds; who may watch is written anew."""
    stream = recording.stream
    recording.state, recording.deleted_at = RecordingState.DELETED, now()
    recording.card = recording.card_key = ""
    recording.file_state, recording.file_bytes, recording.file_made_at = FileState.NONE, None, None
    recording.save()
    CaptionTrack.objects.filter(stream=stream).delete()
    log_event("recording.deleted", actor=person, subject=stream, edition=stream.edition_id)
    forget_media([StreamPlace(settings.LIVE_ROOT, stream.public_id).folder])
    tell_recording(stream)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
