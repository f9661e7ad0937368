"""Zones of an edition."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from everfair.fairs.enums import ZoneKind
from everfair.kernel.text import TextField


class Zone(models.Model):
    """A comprehensive zone over the sectors, a special zone, or a country and province area.

    `sector` gives a special zone its colour; the comprehensive zone has none.
    """

    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="zones")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20, choices=ZoneKind)
    name = TextField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    sector = models.ForeignKey("fairs.Sector", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "slug"], name="zone_by_slug")]

    def __str__(self) -> str:
        return str(self.name)
