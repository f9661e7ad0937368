"""How well a stream arrives."""

from __future__ import annotations

from django.db import models


class StreamHealth(models.Model):
    """What was measured of a stream's newest seconds at `seen_at`; None where there is no such track.

    `loudness` is the loudest sample in dBFS, `brightness` the picture's mean from 0 (black) to 255. `black_since`,
    `frozen_since` and `silent_since` are set while it lasts.
    """

    stream = models.OneToOneField("live.Stream", models.CASCADE, related_name="health")
    take = models.ForeignKey("live.Take", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    bits_per_second = models.PositiveIntegerField()
    fps = models.FloatField(null=True)
    dropped = models.PositiveIntegerField(default=0)
    keyframe_seconds = models.FloatField(null=True)
    loudness = models.FloatField(null=True)
    brightness = models.FloatField(null=True)
    black_since = models.DateTimeField(null=True)
    frozen_since = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.stream_id} at {self.seen_at:%H:%M:%S}"
