"""Interpretation: the languages that a stream is interpreted into, and who sits in their booths."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField

LONGEST_NAME = 60


class Channel(models.Model):
    """A language (BCP 47) that a stream is interpreted into.

    Whoever has the link of its booth may interpret; a new link counts `key_version` up, and the old one ends.
    """

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="channels", db_index=False)
    language = models.CharField(max_length=16)
    key_version = models.PositiveIntegerField(default=1, db_default=1)
    opened_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "language"], name="one_channel_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id} {self.language}"


class Interpreter(models.Model):
    """Somebody in a booth, by the name that they typed; they need no account.

    `seat` is the digest of what their browser's cookie holds. One of a booth has the microphone, since
    `speaking_since`, and may offer it to a colleague.
    """

    public_id = PublicIdField()
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="interpreters", db_index=False)
    name = models.CharField(max_length=LONGEST_NAME)
    seat = models.CharField(max_length=64)
    entered_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField()
    speaking_since = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "seat"], name="one_seat_a_browser"),
            models.UniqueConstraint(
                fields=["channel"], condition=Q(speaking_since__isnull=False), name="one_microphone_a_booth"
            ),
            models.CheckConstraint(
                condition=Q(speaking_since__isnull=True) | Q(offered_at__isnull=True),
                name="microphone_is_offered_to_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name
