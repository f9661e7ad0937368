"""How an organisation was vetted: every step, with its words, and the documents it showed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from everfair.accounts.enums import DocumentKind, VettingStep
from everfair.kernel.ids import PublicIdField


class Vetting(models.Model):
    """One step of an application; the applicant reads `words` as they are.

    `changes` holds what the step changed: name of the field -> [before, after], as JSON.
    """

    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="vettings")
    step = models.CharField(max_length=12, choices=VettingStep)
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=1000, blank=True)
    changes = models.JSONField(default=dict, blank=True, db_default={})
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.step}: {self.words[:60]}"


class OrganisationDocument(models.Model):
    """A file that proves something about an organisation; only its managers and who vets it may read it.

    Without an organisation it is a draft: sent by `added_by` with a form that still has to be mended.
    """

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        "accounts.Organisation", models.CASCADE, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(max_length=20, choices=DocumentKind)
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")
    added_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.kind
