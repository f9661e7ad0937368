"""What the control room is told of a stream, worst first, and the one sentence of advice for its team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from everfair.live.enums import StreamState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from everfair.live.models import Stream, StreamHealth

LATE_AFTER = timedelta(minutes=2)
LASTS = timedelta(seconds=8)
STALE_AFTER = timedelta(seconds=45)
LONGEST_KEYFRAME = 2.2
FEWEST_FPS = 8.0
TOO_QUIET = -50.0
TOO_LOUD = -0.3


class Alarm(StrEnum):
    NO_SIGNAL = "no_signal"
    LATE = "late"
    BLACK = "black"
    SILENT = "silent"
    FROZEN = "frozen"


_NAMES: dict[Alarm, str | _StrPromise] = {
    Alarm.NO_SIGNAL: _("No signal"),
    Alarm.LATE: _("Late"),
    Alarm.BLACK: _("Black picture"),
    Alarm.SILENT: _("No sound"),
    Alarm.FROZEN: _("Picture stands still"),
}


@dataclass(frozen=True, slots=True)
class Told:
    kind: str
    words: str


def alarms_of(stream: Stream, health: StreamHealth | None, *, has_signal: bool, at: datetime) -> list[Told]:
    """Return what is wrong with a stream at a moment, in the order of how bad it is."""
    return [Told(alarm.value, str(_NAMES[alarm])) for alarm in _alarms(stream, health, has_signal=has_signal, at=at)]


def advice_on(health: StreamHealth) -> str:
    """Return the one thing that would help this stream most, "" when nothing would."""
    if health.keyframe_seconds and health.keyframe_seconds > LONGEST_KEYFRAME:
        return str(_("Set the keyframe interval of your encoder to 1 s: viewers start faster and are closer to you."))
    if health.fps is not None and health.fps < FEWEST_FPS:
        return str(_("Few pictures arrive each second. Lower the resolution, or close what else uses this computer."))
    if health.loudness is not None and health.loudness > TOO_LOUD:
        return str(_("The sound is too loud and distorts. Turn the microphone down."))
    if health.loudness is not None and health.loudness < TOO_QUIET:
        return str(_("There is hardly any sound. Is the microphone on?"))
    return ""


def _alarms(stream: Stream, health: StreamHealth | None, *, has_signal: bool, at: datetime) -> Iterator[Alarm]:
    if stream.external_url:
        return
    if not has_signal:
        yield from _absences(stream, at)
        return
    if health is None or at - health.seen_at > STALE_AFTER:
        return
    lasting = (
        (Alarm.BLACK, health.black_since),
        (Alarm.SILENT, health.silent_since),
        (Alarm.FROZEN, health.frozen_since),
    )
    yield from (alarm for alarm, since in lasting if since is not None and health.seen_at - since >= LASTS)


def _absences(stream: Stream, at: datetime) -> Iterator[Alarm]:
    if stream.state == StreamState.ON_AIR:
        yield Alarm.NO_SIGNAL
    is_due = stream.starts_at is not None and at - stream.starts_at > LATE_AFTER
    if stream.state == StreamState.SCHEDULED and is_due:
        yield Alarm.LATE
