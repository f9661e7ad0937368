"""How long a recording is kept: for ever, until a day that the team sets, or by the fair's rule. Then it goes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.db.transaction import atomic

from everfair.kernel.access import require
from everfair.kernel.clock import now
from everfair.kernel.errors import NotFound
from everfair.kernel.events import log_event
from everfair.live.access import can_run_stream
from everfair.live.domain.recordings import settle_recording, tell_recording
from everfair.live.enums import RecordingState, StreamState
from everfair.live.errors import KeptTooShort, NoRecording, RecordingDeleted
from everfair.live.models import Recording, Stream

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import Person
    from everfair.live.runner import Runner

WARNED_BEFORE = (14, 1)  # days
KEPT_ON = timedelta(days=365)
_SIGNER = "everfair.live.recording"


def last_day(recording: Recording) -> date | None:
    """Return the last day, in the fair's zone, on which it is shown; None for ever."""
    rule, ended = settings.OPTIONS.keep_recordings_days, recording.stream.ended_at
    if recording.keep_until or rule is None or ended is None:
        return recording.keep_until
    return ended.astimezone(_zone(recording.stream)).date() + timedelta(days=rule)


def today(stream: Stream) -> date:
    """Return the day that it is at the fair."""
    return now().astimezone(_zone(stream)).date()


def keep_until(stream: Stream, day: date | None, *, actor: Runner) -> Recording:
    """Set the last day, or leave it to the fair's rule; one that had expired is shown again.

    `KeptTooShort` for a day before tomorrow, `RecordingDeleted` once it is.
    """
    require(can_run_stream(actor.grants, actor.members, stream))
    if day is not None and day <= today(stream):
        raise KeptTooShort(field="until")
    with atomic():
        recording = lock_recording(stream)
        _keep(recording, day, person=actor.person)
    return recording


def keep_on(recording: Recording, day: date) -> Recording:
    """Keep it for a year more; `day` is the last one that the letter told of: the second press changes nothing."""
    with atomic():
        held = lock_recording(recording.stream)
        if last_day(held) == day:
            _keep(held, max(day, today(held.stream)) + KEPT_ON, person=None)
    return held


def key_to_keep(recording: Recording, day: date) -> str:
    """Return what stands in the letter's link."""
    return Signer(salt=_SIGNER).sign(f"{recording.public_id}.{day.isoformat()}")


def recording_by_key(key: str) -> tuple[Recording, date]:
    """Return which recording a link is about and which last day it told of; `NotFound` for a forged one."""
    try:
        public_id, _, day = Signer(salt=_SIGNER).unsign(key).partition(".")
        return Recording.objects.select_related("stream__edition").get(public_id=public_id), date.fromisoformat(day)
    except (BadSignature, Recording.DoesNotExist) as error:
        raise NotFound from error


def look_at_ends() -> int:
    """Tell the teams of recordings that end soon, and take off what is over; returns how many that were.

    Nothing is taken off that its team was not told of: a rule that is new gives old recordings two weeks.
    """
    return sum(_look_at(recording_id) for recording_id in _ending().values_list("pk", flat=True))


def lock_recording(stream: Stream) -> Recording:
    """Return the row with its stream, both locked; `RecordingDeleted` and `NoRecording` where there is none."""
    held = Stream.objects.select_for_update(of=("self",)).select_related("edition").get(pk=stream.pk)
    recording = Recording.objects.select_for_update().filter(stream=held).first()
    if recording is None or held.state != StreamState.ENDED:
        raise NoRecording
    if recording.state == RecordingState.DELETED:
        raise RecordingDeleted
    recording.stream = held
    return recording


def _keep(recording: Recording, day: date | None, *, person: Person | None) -> None:
    stream, was_expired = recording.stream, recording.state == RecordingState.EXPIRED
    recording.keep_until, recording.told_of, recording.told_days = day, None, None
    if was_expired:
        recording.state, recording.expired_at = RecordingState.KEPT, None
    recording.save()
    log_event(
        "recording.keep_set",
        actor=person,
        subject=stream,
        edition=stream.edition_id,
        until=day.isoformat() if day else "",
    )
    if was_expired:
        settle_recording(stream, person=person)
    tell_recording(stream)


def _ending() -> QuerySet[Recording]:
    soon = now().date() + timedelta(days=max(WARNED_BEFORE) + 2)
    found = Q(keep_until__lte=soon)
    if settings.OPTIONS.keep_recordings_days is not None:
        ended = now() - timedelta(days=settings.OPTIONS.keep_recordings_days - max(WARNED_BEFORE) - 2)
        found |= Q(keep_until__isnull=True, stream__ended_at__lte=ended)
    gone = (RecordingState.EXPIRED, RecordingState.DELETED)
    return Recording.objects.filter(found, stream__state=StreamState.ENDED).exclude(state__in=gone).order_by("pk")


def _look_at(recording_id: int) -> bool:
    """Look again under the lock; True when it was taken off."""
    with atomic():
        stream = Stream.objects.get(recording__pk=recording_id)
        try:
            recording = lock_recording(stream)
        except (NoRecording, RecordingDeleted):
            return False
        day = last_day(recording)
        if day is None or recording.state == RecordingState.EXPIRED:
            return False
        if day < today(stream) and recording.told_of == day:
            _expire(recording)
            return True
        if day < today(stream):
            day = recording.keep_until = today(stream) + timedelta(days=max(WARNED_BEFORE))
        _tell_if_due(recording, day)
    return False


def _tell_if_due(recording: Recording, day: date) -> None:
    stream = recording.stream
    left = (day - today(stream)).days
    due = min((days for days in WARNED_BEFORE if left <= days), default=None)
    told = recording.told_days if recording.told_of == day else None
    if due is not None and (told is None or due < told):
        recording.told_of, recording.told_days = day, due
        recording.save(update_fields=["keep_until", "told_of", "told_days"])
        log_event(
            "recording.ends_soon",
            actor=None,
            subject=stream,
            edition=stream.edition_id,
            until=day.isoformat(),
            days=due,
        )


def _expire(recording: Recording) -> None:
    stream = recording.stream
    recording.keep_until = last_day(recording)
    recording.state, recording.expired_at = RecordingState.EXPIRED, now()
    recording.save(update_fields=["state", "expired_at", "keep_until"])
    log_event("recording.expired", actor=None, subject=stream, edition=stream.edition_id)
    tell_recording(stream)


def _zone(stream: Stream) -> ZoneInfo:
    return ZoneInfo(stream.edition.zone_id)
