"""A take: what one encoder sent in one go, kept in a folder of its own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.live.enums import Protocol, TakeEnd


class Take(models.Model):
    """A new take begins with every connection, every change of picture, and whenever the stream goes on or off air.

    So a take is wholly for the audience (`is_public`) or wholly for the team. `video` and `audio` tell what arrives:
    `{"codecs": "avc1.42c01f", "width": 1280, "height": 720, "fps": 30.0}`, `{"codecs": "mp4a.40.2", "rate": 48000,
    "channels": 2}`, or `{}` where there is none.
    """

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="takes")
    key = models.ForeignKey("live.StreamKey", models.SET_NULL, null=True, related_name="+")
    protocol = models.CharField(max_length=8, choices=Protocol)
    is_public = models.BooleanField()
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=TakeEnd, blank=True, default="", db_default="")
    video = models.JSONField(default=dict, db_default={})
    audio = models.JSONField(default=dict, db_default={})
    is_complete = models.BooleanField(default=True, db_default=True)

    class Meta:
        ordering: ClassVar = ["began_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream"], condition=Q(ended_at__isnull=True), name="one_open_take"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="") | Q(ended_at__isnull=False) & ~Q(end=""),
                name="ended_take_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
