"""Personal tokens for the API."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class ApiToken(models.Model):
    """The right of one person's program to read as that person; only the SHA-256 of the token is kept."""

    public_id = PublicIdField()
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="api_tokens")
    label = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label
