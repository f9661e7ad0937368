"""A themed experience route."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField


class Route(models.Model):
    """A guided way along a few stops; `stops` is a list of texts in languages, in walking order."""

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="routes")
    position = models.PositiveSmallIntegerField(default=0)
    title = TextField(max_length=120)
    summary = TextField(max_length=400, blank=True)
    stops = models.JSONField(default=list)
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.title)
