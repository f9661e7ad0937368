"""An agreement between the two parties of a negotiation."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.signing.enums import AgreementState


class Agreement(models.Model):
    """`terms` is the record that text and PDF are made from; `text_sha256` is what both sides approve.

    A change of the terms changes the hash and voids the approvals. `paper` is the newest PDF: unsigned
    once approved, then with one signature, then with two; `paper_sha256` is the hash of that file.
    """

    public_id = PublicIdField()
    negotiation = models.ForeignKey("negotiation.Negotiation", models.PROTECT, related_name="agreements")
    first_party = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    second_party = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=14, choices=AgreementState, default=AgreementState.DRAFT)
    terms = models.JSONField(encoder=DjangoJSONEncoder)
    version = models.PositiveIntegerField(default=1)
    text_sha256 = models.CharField(max_length=64)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    decline_reason = models.CharField(max_length=500, blank=True)
    paper = models.BinaryField(null=True)
    paper_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(db_default=Now())
    approved_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["negotiation"], condition=~Q(state=AgreementState.DECLINED), name="one_agreement_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} v{self.version}"


class Approval(models.Model):
    """One side has read and approved exactly this text."""

    agreement = models.ForeignKey("signing.Agreement", models.CASCADE, related_name="approvals")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    text_sha256 = models.CharField(max_length=64)
    approved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "organisation", "text_sha256"], name="text_approved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} approved {self.text_sha256[:12]}"
