"""An expression of intent: intended, not yet contracted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.kernel.money import Money


class Intent(models.Model):
    """Recorded by one side, confirmed by the other; the amount may stay undisclosed (null).

    Only the newest `round` can be confirmed: a new one answers the one before.
    """

    public_id = PublicIdField()
    negotiation = models.ForeignKey("negotiation.Negotiation", models.CASCADE, related_name="intents", db_index=False)
    round = models.PositiveSmallIntegerField(default=1, db_default=1)
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    recorded_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    confirmed_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    summary = models.CharField(max_length=1000)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=True, currency="")
                | (Q(amount_minor__isnull=False, amount_minor__gte=0) & ~Q(currency="")),
                name="intent_amount_with_currency",
            ),
            models.UniqueConstraint(fields=["negotiation", "round"], name="intent_rounds_in_order"),
        ]

    def __str__(self) -> str:
        return self.summary[:60]

    @property
    def amount(self) -> Money | None:
        return Money(self.amount_minor, self.currency) if self.amount_minor is not None else None
