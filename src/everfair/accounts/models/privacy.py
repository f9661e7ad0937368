"""What people agreed to, and what they asked for about their own data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.accounts.enums import ConsentPurpose, ExportState
from everfair.kernel.ids import LENGTH, PublicIdField


class Consent(models.Model):
    """One answer to one question; the newest per purpose and recipient holds, and none is ever changed.

    `recipient` is the public id of the organisation that a question names, "" where it names none: the answer
    outlives whom it named.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    recipient = models.CharField(max_length=LENGTH, blank=True, default="", db_default="")
    version = models.CharField(max_length=20)
    is_given = models.BooleanField()
    language = models.CharField(max_length=10)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["person", "purpose", "-id"], name="consent_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(purpose=ConsentPurpose.CROSS_BORDER) & ~Q(recipient=""))
                | (~Q(purpose=ConsentPurpose.CROSS_BORDER) & Q(recipient="")),
                name="consent_names_who_is_across",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}: {self.is_given}"


class DataExport(models.Model):
    """A download of everything the fair holds about a person, made by the worker, gone after `expires_at`."""

    public_id = PublicIdField()
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="data_exports")
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    upload = models.ForeignKey("kernel.Upload", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(state=ExportState.WAITING), name="one_export_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.state}"
