"""One edition of a fair."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from everfair.fairs.enums import EditionState
from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField


class Edition(models.Model):
    """`slug` is the first part of all its addresses ("2020"); days are calendar days in `zone_id`.

    `figures_as_of` is the instant that published figures speak of; `scale` tells which replay made it
    ("demo", "full", or empty for a real fair). `version` counts the operators' changes to the edition
    and its zones, so that the later of two is told.
    """

    public_id = PublicIdField()
    fair = models.ForeignKey("fairs.Fair", models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=40, unique=True)
    name = TextField(max_length=200)
    theme = TextField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=EditionState, default=EditionState.PREPARING)
    zone_id = models.CharField(max_length=60)
    opens = models.DateField()
    exhibition_from = models.DateField()
    closes = models.DateField()
    figures_as_of = models.DateTimeField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)
    scale = models.CharField(max_length=10, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens__lte=F("exhibition_from"), exhibition_from__lte=F("closes")),
                name="edition_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
