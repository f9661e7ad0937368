"""Who is watching, without knowing who: heartbeats of players and what they are folded into."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Heartbeat(models.Model):
    """A player was playing in a minute. `viewer` is a random number that the page got; no person stands behind it.

    Kept for some minutes, until it is counted.
    """

    stream = models.ForeignKey("live.Stream", models.CASCADE, db_index=False, related_name="+")
    minute = models.DateTimeField()
    viewer = models.BigIntegerField()
    is_live = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "minute", "viewer"], name="one_heartbeat_a_minute"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id} at {self.minute:%H:%M}"


class ViewerMinute(models.Model):
    """How many players showed a stream in a minute: live, or its recording."""

    stream = models.ForeignKey("live.Stream", models.CASCADE, db_index=False, related_name="+")
    minute = models.DateTimeField()
    is_live = models.BooleanField()
    viewers = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "minute", "is_live"], name="one_count_a_minute"),
        ]

    def __str__(self) -> str:
        return f"{self.viewers} at {self.minute:%H:%M}"
