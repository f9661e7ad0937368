"""A stream: what can be watched of a session, of a booth's show, or of the fair itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField
from everfair.live.enums import Audience, EndedBy, Latency, StreamState


class Stream(models.Model):
    """It belongs to a session of the programme or to a booth; with neither it is the fair's own show.

    `organisation` runs it beside the operators: the event's host or the booth's exhibitor. `language` is what is
    spoken on the floor (BCP 47). `version` counts the team's changes, so that the later of two is told. `trouble`
    is an English msgid: what is wrong with what the encoder sends, empty once a signal comes in.
    """

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="streams")
    session = models.OneToOneField("programme.Session", models.CASCADE, null=True, blank=True, related_name="stream")
    booth = models.ForeignKey("exhibition.Booth", models.CASCADE, null=True, blank=True, related_name="streams")
    organisation = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    title = TextField(max_length=200)
    state = models.CharField(max_length=12, choices=StreamState, default=StreamState.SCHEDULED)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PUBLIC)
    latency = models.CharField(max_length=8, choices=Latency, default=Latency.LOW)
    language = models.CharField(max_length=16, default="zh")
    starts_at = models.DateTimeField(null=True, blank=True)
    on_air_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=8, choices=EndedBy, blank=True, default="", db_default="")
    newest_wins = models.BooleanField(default=True, db_default=True)
    goes_on_air_by_itself = models.BooleanField(default=True, db_default=True)
    has_ladder = models.BooleanField(default=False, db_default=False)
    publishes_recording = models.BooleanField(default=True, db_default=True)
    dvr_minutes = models.PositiveSmallIntegerField(default=120, db_default=120)
    external_url = models.URLField(max_length=500, blank=True, default="", db_default="")
    takes_questions = models.BooleanField(default=True, db_default=True)
    anonymous_questions = models.BooleanField(default=False, db_default=False)
    trouble = models.CharField(max_length=300, blank=True, default="", db_default="")
    trouble_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(session__isnull=True) | Q(booth__isnull=True), name="stream_of_session_or_booth"
            ),
            models.CheckConstraint(
                condition=~Q(state=StreamState.ENDED) | Q(ended_at__isnull=False), name="ended_stream_has_time"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["edition", "state", "starts_at"], name="stream_by_state")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def channel(self) -> str:
        """Where its audience listens for what happens (`kernel.realtime`)."""
        return f"stream-{self.public_id}"

    @property
    def team_channel(self) -> str:
        """Where those who run it listen."""
        return f"stream-team-{self.public_id}"
