"""What is said in a stream, written down: cues by the clock, so that the same ones serve live and the recording."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.live.enums import CaptionMade

LONGEST_CUE = 500
LONGEST_SECONDS = 60


class CaptionTrack(models.Model):
    """The captions of a stream in one language (BCP 47)."""

    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="caption_tracks")
    language = models.CharField(max_length=16)
    made = models.CharField(max_length=10, choices=CaptionMade, default=CaptionMade.TYPED)
    is_shown = models.BooleanField(default=True, db_default=True)
    begun_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "language"], name="one_caption_track_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id} {self.language}"


class CaptionCue(models.Model):
    """Some words, and when they were said; they may be shown a little longer than it took to say them."""

    public_id = PublicIdField()
    track = models.ForeignKey(CaptionTrack, models.CASCADE, related_name="cues")
    begins_at = models.DateTimeField()
    seconds = models.FloatField()
    text = models.CharField(max_length=LONGEST_CUE)

    class Meta:
        ordering: ClassVar = ["begins_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seconds__gt=0, seconds__lte=LONGEST_SECONDS), name="caption_cue_lasts_a_while"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="caption_cue_has_words"),
        ]
        indexes: ClassVar = [models.Index(fields=["track", "begins_at"], name="caption_cue_in_order")]

    def __str__(self) -> str:
        return self.text
