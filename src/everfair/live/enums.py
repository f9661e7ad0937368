"""States and kinds of streams."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StreamState(models.TextChoices):
    """What the audience is told; whether a signal arrives is another matter (`Take`)."""

    SCHEDULED = "scheduled", pgettext_lazy("stream", "Scheduled")
    REHEARSING = "rehearsing", _("In rehearsal")
    ON_AIR = "on_air", _("On air")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", pgettext_lazy("stream", "Ended")


# From where to where the team, or an encoder that comes and goes, moves a stream.
STREAM_MOVES: dict[StreamState, frozenset[StreamState]] = {
    StreamState.SCHEDULED: frozenset({StreamState.REHEARSING, StreamState.ON_AIR, StreamState.ENDED}),
    StreamState.REHEARSING: frozenset({StreamState.SCHEDULED, StreamState.ON_AIR}),
    StreamState.ON_AIR: frozenset({StreamState.PAUSED, StreamState.ENDED}),
    StreamState.PAUSED: frozenset({StreamState.ON_AIR, StreamState.ENDED}),
    StreamState.ENDED: frozenset({StreamState.SCHEDULED, StreamState.REHEARSING, StreamState.ON_AIR}),
}


class Audience(models.TextChoices):
    PUBLIC = "public", _("Everybody, without an account")
    REGISTERED = "registered", _("Everybody with an account")
    INVITED = "invited", _("Who was invited")


class Latency(models.TextChoices):
    LOW = "low", _("Low delay, for shows with questions")
    STEADY = "steady", _("Steady, for slow lines")


class EndedBy(models.TextChoices):
    """Why a stream ended: a signal that returns opens it again only after silence."""

    TEAM = "team", _("The team ended it")
    SILENCE = "silence", _("No signal came any more")


class Protocol(models.TextChoices):
    """How a take came in."""

    RTMP = "rtmp", "RTMP"
    STUDIO = "studio", _("Browser studio")
    PUSH = "push", _("HTTP push")


class TakeEnd(models.TextChoices):
    """Why a take ended."""

    STOPPED = "stopped", _("The encoder stopped")
    LOST = "lost", _("The connection was lost")
    REPLACED = "replaced", _("A newer encoder took over")
    KICKED = "kicked", _("The team ended it")
    CUT = "cut", _("The picture changed, or the stream went on or off air")
    FAILED = "failed", _("It could not be recorded")
    RESTARTED = "restarted", _("The media server restarted")
