"""How a person wants to be told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from everfair.notifications.enums import Channel, Rhythm


class Wish(models.Model):
    """A person's own choice for one kind and channel; without a row the kind's default holds."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel)
    is_on = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "channel"], name="one_wish_a_kind_and_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}: {self.is_on}"


class Manners(models.Model):
    """When a person may be disturbed; hours are the clock's in the person's own zone, quiet may span midnight."""

    person = models.OneToOneField("accounts.Person", models.CASCADE, related_name="+")
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.AT_ONCE)
    letter_hour = models.PositiveSmallIntegerField(default=8)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(letter_hour__lt=24), name="letter_at_an_hour"),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_from_and_until",
            ),
        ]

    def __str__(self) -> str:
        return self.rhythm
