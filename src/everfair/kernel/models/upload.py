"""A file that somebody sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class Upload(models.Model):
    """The bytes lie in the storage under a name that nobody chose; `name` is the sender's, cleaned, for downloads.

    `media_type` is what the bytes are, never what the sender said; `size` is in bytes.
    """

    public_id = PublicIdField()
    stored = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name
