"""A figure as somebody published it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from everfair.analytics.enums import Provenance, Relation
from everfair.kernel.text import TextField


class PublishedFigure(models.Model):
    """What the rows are held against; the rows themselves never come from here.

    `value` is exact and plain ("22000", "42.3%", "5060000000.00"); `printed` is how the publisher rounded
    it ("2.2万家") and `words_zh` the sentence it stood in, both in Chinese as printed.
    """

    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="published_figures")
    figure = models.CharField(max_length=80)
    value = models.CharField(max_length=40)
    currency = models.CharField(max_length=3, blank=True)
    printed = models.CharField(max_length=80, blank=True)
    words_zh = models.CharField(max_length=200, blank=True)
    source = TextField(max_length=200, blank=True)
    provenance = models.CharField(max_length=12, choices=Provenance)
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.EXACT)
    note = TextField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "figure"], name="figure_published_once"),
            models.CheckConstraint(condition=~Q(provenance=Provenance.COUNTED), name="figure_has_publisher"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} = {self.value}"
