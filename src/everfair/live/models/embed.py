"""A player of a closed stream on a partner's site."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField

LONGEST_ORIGIN = 270


class Embed(models.Model):
    """It plays on pages of `origins` alone (`https://partner.example`), to the moment `until`.

    Its key is not kept: it is the signed `public_id` (`domain.embeds.embed_key`), so the desk can show it again.
    """

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="embeds")
    label = models.CharField(max_length=80)
    origins = ArrayField(models.CharField(max_length=LONGEST_ORIGIN))
    until = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.label
