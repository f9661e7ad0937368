"""A stream's own address for encoders that send by SRT."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class SrtDoor(models.Model):
    """One UDP port, where ffmpeg waits for one caller; its passphrase follows from the stream and `version`."""

    stream = models.OneToOneField("live.Stream", models.CASCADE, related_name="srt_door")
    port = models.PositiveIntegerField(unique=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    opened_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["port"]

    def __str__(self) -> str:
        return f"{self.stream_id} at {self.port}"
