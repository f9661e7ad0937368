"""What was measured of a stream: kept as its newest state, told to the team and to the control room."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.kernel.realtime import publish
from everfair.live.models import StreamHealth

if TYPE_CHECKING:
    from everfair.live.models import Take


@dataclass(frozen=True, slots=True)
class Measured:
    """The fields of `StreamHealth`."""

    seen_at: datetime
    bits_per_second: int
    fps: float | None
    dropped: int
    keyframe_seconds: float | None
    loudness: float | None
    brightness: float | None
    black_since: datetime | None
    frozen_since: datetime | None
    silent_since: datetime | None


def control_channel(edition_id: int) -> str:
    """Where the control room of an edition listens."""
    return f"control-room-{edition_id}"


def note_health(take: Take, measured: Measured) -> None:
    """Replace what is known; a measurement is no decision, so the event log does not hear of it."""
    stream = take.stream
    with atomic():
        StreamHealth.objects.update_or_create(stream=stream, defaults={"take": take, **asdict(measured)})
        publish(stream.team_channel, "health", {"stream": stream.public_id})
        publish(control_channel(stream.edition_id), "health", {"stream": stream.public_id})
