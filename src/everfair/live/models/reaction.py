"""Hearts and claps: counted, never tied to anybody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ReactionMinute(models.Model):
    """How many reactions of each kind came in a minute; added to by one statement."""

    stream = models.ForeignKey("live.Stream", models.CASCADE, db_index=False, related_name="+")
    minute = models.DateTimeField()
    like = models.PositiveIntegerField(default=0)
    heart = models.PositiveIntegerField(default=0)
    clap = models.PositiveIntegerField(default=0)
    flower = models.PositiveIntegerField(default=0)
    wow = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "minute"], name="one_row_of_reactions_a_minute"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id} at {self.minute:%H:%M}"
