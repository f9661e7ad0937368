"""What a webhook is sent: once an event, tried until it arrives."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from everfair.integrations.enums import DeliveryState, Trouble
from everfair.kernel.ids import PublicIdField


class Delivery(models.Model):
    """`body` is kept as it is sent, so that every try says the same; `event` is None for a test.

    `status` is the last answer's, `answered_at` when it came.
    """

    public_id = PublicIdField()
    webhook = models.ForeignKey("integrations.Webhook", models.CASCADE, related_name="deliveries")
    event = models.ForeignKey("kernel.Event", models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=80)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    trouble = models.CharField(max_length=8, choices=Trouble, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "event"], name="webhook_told_once_an_event"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=[DeliveryState.WAITING, DeliveryState.SENDING]),
                name="webhook_delivery_open",
            ),
            models.Index(fields=["made_at"], name="webhook_delivery_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"
