"""A notice on its way to its reader by mail or push."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from everfair.notifications.enums import Channel, DeliveryState


class Delivery(models.Model):
    """Waits until `due_at`; what `is_gathered` (quiet hours, daily letter) goes in one letter with its like.

    `note` says why it was dropped, or what the last attempt failed of.
    """

    notification = models.ForeignKey("notifications.Notification", models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    due_at = models.DateTimeField()
    is_gathered = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivered_once_a_channel"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=[DeliveryState.WAITING, DeliveryState.SENDING]),
                name="delivery_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.state}"
