"""The secret that an encoder publishes with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class StreamKey(models.Model):
    """Only the SHA-256 of the key is kept (`digest`, hexadecimal); `hint` is its last four characters.

    The key itself is shown once. Looking a digest up takes the same time for every wrong key.
    """

    public_id = PublicIdField()
    stream = models.ForeignKey("live.Stream", models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"…{self.hint}"
