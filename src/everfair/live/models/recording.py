"""What stays of a stream: its recording, the chapters in it, and the consent of who speaks in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField
from everfair.live.enums import DownloadRight, FileState, RecordingState


class Recording(models.Model):
    """It plays from the stream's own takes, between `from_at` and `until_at` where the team trimmed it.

    The file for download is made by the worker from the same takes; `file_bytes` is its size once it is ready. `card`
    names the folder of its title card, `card_key` what that card says.
    `keep_until` is the last day of the fair on which it is shown, None where the fair's rule decides. `told_of` is the
    last day that the team was told of, `told_days` how many days before. `deleted_at` is when its media were gone.
    """

    public_id = PublicIdField()
    stream = models.OneToOneField("live.Stream", models.CASCADE, related_name="recording")
    state = models.CharField(max_length=10, choices=RecordingState, default=RecordingState.KEPT)
    from_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    download = models.CharField(max_length=10, choices=DownloadRight, default=DownloadRight.NOBODY)
    file_state = models.CharField(max_length=8, choices=FileState, default=FileState.NONE)
    file_bytes = models.BigIntegerField(null=True, blank=True)
    file_made_at = models.DateTimeField(null=True, blank=True)
    has_card = models.BooleanField(default=True, db_default=True)
    card = models.CharField(max_length=12, blank=True, default="", db_default="")
    card_key = models.CharField(max_length=64, blank=True, default="", db_default="")
    keep_until = models.DateField(null=True, blank=True)
    told_of = models.DateField(null=True, blank=True)
    told_days = models.PositiveSmallIntegerField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_at__isnull=True) | Q(until_at__isnull=True) | Q(from_at__lt=F("until_at")),
                name="recording_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state=RecordingState.PUBLISHED) | Q(published_at__isnull=False),
                name="published_recording_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Chapter(models.Model):
    """A place in a stream that viewers jump to; a moment, so that it holds live and in the recording alike."""

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="chapters")
    at = models.DateTimeField()
    title = TextField(max_length=120)

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["stream", "at"], name="one_chapter_a_moment")]

    def __str__(self) -> str:
        return str(self.title)


class Speaker(models.Model):
    """Somebody who speaks in a stream, and whether they agree that its recording is published.

    `agrees` is None until they have answered; the answer comes by the link in a letter, or is noted by the team.
    """

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    agrees = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "name"], name="speaker_once_in_a_stream"),
            models.CheckConstraint(
                condition=Q(agrees__isnull=True, answered_at__isnull=True)
                | Q(agrees__isnull=False, answered_at__isnull=False),
                name="speakers_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name
