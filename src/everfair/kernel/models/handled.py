"""Which subscriber has already dealt with which event."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class HandledEvent(models.Model):
    """Makes at-least-once delivery harmless: a second delivery finds its row and stops."""

    event = models.ForeignKey("kernel.Event", models.CASCADE, related_name="+")
    subscriber = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "subscriber"], name="event_handled_once")]

    def __str__(self) -> str:
        return f"{self.subscriber} handled {self.event_id}"
