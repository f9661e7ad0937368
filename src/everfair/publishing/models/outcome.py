"""An outcome of the fair: a row of the deal ledger or of the outcome list."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.kernel.money import Money
from everfair.kernel.text import TextField
from everfair.publishing.enums import OutcomeKind, OutcomeStage


class Outcome(models.Model):
    """`campaign` groups outcomes published together (for example "tourism_finance"), else it is empty.

    An amount that was not disclosed is null and counted as undisclosed, never guessed.
    """

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=24, choices=OutcomeKind)
    stage = models.CharField(max_length=14, choices=OutcomeStage)
    title = TextField(max_length=200)
    first_party = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    second_party = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    partner_country = models.CharField(max_length=2, blank=True)
    delegation = models.ForeignKey("accounts.Delegation", models.PROTECT, null=True, blank=True, related_name="+")
    agreement = models.OneToOneField("signing.Agreement", models.PROTECT, null=True, blank=True, related_name="+")
    campaign = models.SlugField(max_length=40, blank=True)
    signed_at_event = models.BooleanField(default=False)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=True, currency="")
                | (Q(amount_minor__isnull=False, amount_minor__gte=0) & ~Q(currency="")),
                name="outcome_amount_with_currency",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["edition", "stage", "kind"], name="outcome_by_stage")]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def amount(self) -> Money | None:
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)
