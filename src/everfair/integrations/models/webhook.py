"""An address of another system that is told what happens at the fair."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class Webhook(models.Model):
    """`secret` is sealed (`kernel.sealed`); `kinds` names what it is told of (`hooks`).

    `failures` counts the tries that failed in a row, the first of them at `failing_since`; `stopped_at` tells that
    it was switched off for them.
    """

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="webhooks")
    url = models.CharField(max_length=500)
    secret = models.TextField()
    kinds = models.JSONField(default=list)
    is_on = models.BooleanField(default=True)
    made_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.host

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""
