"""A booth: the exhibitor's place at the fair, all year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.exhibition.enums import BoothKind, BoothState, BoothTemplate
from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField


class Booth(models.Model):
    """An exhibitor may have several booths; the first is the one its name links to.

    `version` counts the changes, so that the later of two writers is told.
    """

    public_id = PublicIdField()
    exhibitor = models.ForeignKey("exhibition.Exhibitor", models.CASCADE, related_name="booths")
    kind = models.CharField(max_length=10, choices=BoothKind, default=BoothKind.FLAT)
    state = models.CharField(max_length=12, choices=BoothState, default=BoothState.PREPARING)
    template = models.CharField(
        max_length=12, choices=BoothTemplate, default=BoothTemplate.SHOWCASE, db_default=BoothTemplate.SHOWCASE
    )
    headline = TextField(max_length=120)
    welcome = TextField(max_length=2000, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    opened_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=BoothState.OPEN) | Q(opened_at__isnull=False), name="open_booth_has_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.headline)
