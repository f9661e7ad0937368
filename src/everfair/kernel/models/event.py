"""The event log: audit trail, outbox, feed of analytics and source of replay in one table."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """One thing that happened, in the past tense; written once, never changed."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    actor = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, related_name="+")
    edition = models.ForeignKey("fairs.Edition", models.SET_NULL, null=True, related_name="+")
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    occurred_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_by_subject"),
            models.Index(fields=["name", "id"], name="event_by_name"),
            BrinIndex(fields=["occurred_at"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.name}"
