"""Who takes part in an edition."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from everfair.fairs.enums import ParticipationMode


class Participation(models.Model):
    """An organisation is registered for an edition; counted once, however many people it sends."""

    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="participations")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="participations")
    mode = models.CharField(max_length=10, choices=ParticipationMode)
    registered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "organisation"], name="participation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.edition}"
