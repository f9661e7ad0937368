"""Who may watch a stream that is for invited people only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Invitee(models.Model):
    """A person, invited to watch one stream."""

    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="invitees")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    invited_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "person"], name="invited_once_to_a_stream"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.stream_id}"
