"""What the two sides wrote and did: one history."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField
from everfair.negotiation.enums import MessageKind


class Message(models.Model):
    """A message, kept as written, or a note (`kind`) of what a side did; both sides see the same.

    `author` is empty once the person has been erased; `link` is the address of what a note speaks of.
    """

    public_id = PublicIdField()
    negotiation = models.ForeignKey("negotiation.Negotiation", models.CASCADE, related_name="messages", db_index=False)
    kind = models.CharField(
        max_length=20, choices=MessageKind, default=MessageKind.MESSAGE, db_default=MessageKind.MESSAGE
    )
    author = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    body = models.CharField(max_length=4000, blank=True)
    link = models.CharField(max_length=200, blank=True, default="", db_default="")
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["negotiation", "id"], name="message_in_order")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(kind=MessageKind.MESSAGE) | ~Q(body=""), name="message_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.body[:60]}"
