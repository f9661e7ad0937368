"""A browser that takes push."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class Device(models.Model):
    """A push subscription as the browser made it: where its push service listens, and the keys to encrypt with."""

    public_id = PublicIdField()
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="devices")
    name = models.CharField(max_length=80)
    endpoint = models.CharField(max_length=700, unique=True)
    public_key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    added_at = models.DateTimeField(db_default=Now())
    reached_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
