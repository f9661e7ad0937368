"""Support looks as a user sees."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class SupportLook(models.Model):
    """One time that support looked at the fair as a person sees it, and why; the person is shown each."""

    public_id = PublicIdField()
    supporter = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="looks_taken")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="looks_suffered")
    reason = models.CharField(max_length=500)
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="look_with_reason"),
            models.CheckConstraint(condition=~Q(supporter=F("person")), name="look_at_another"),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
