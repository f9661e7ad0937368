"""The sectors of trade in services (GATS W/120)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from everfair.kernel.text import TextField


class Sector(models.Model):
    """One of the twelve fields of MTN.GNS/W/120; `code` is "1" to "12"."""

    code = models.CharField(max_length=4, unique=True)
    position = models.PositiveSmallIntegerField()
    name = TextField(max_length=120)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.name)
