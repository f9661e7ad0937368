"""A session: one sitting of an event, at a time, in a hall or online."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField
from everfair.programme.enums import SessionMode


class Session(models.Model):
    """Times are UTC; `edition` repeats the event's, so that a day of the programme is one index scan."""

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="sessions")
    event = models.ForeignKey("programme.Event", models.CASCADE, related_name="sessions")
    title = TextField(max_length=200)
    mode = models.CharField(max_length=12, choices=SessionMode)
    is_live_streamed = models.BooleanField(default=False)
    hall = TextField(max_length=80, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="session_ends_after_start"),
        ]
        indexes: ClassVar = [models.Index(fields=["edition", "starts_at"], name="session_by_time")]

    def __str__(self) -> str:
        return str(self.title)
