"""An organisation that exhibits in an edition."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class Exhibitor(models.Model):
    """Stands in one zone under one main sector.

    `search`, `search_names` and `opened_at` (when its first booth opened) are what lists find and order it by;
    they are filled on every write.
    """

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="exhibitors")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="exhibitors")
    zone = models.ForeignKey("fairs.Zone", models.PROTECT, related_name="exhibitors")
    sector = models.ForeignKey("fairs.Sector", models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(db_default=Now())
    opened_at = models.DateTimeField(null=True, blank=True)
    search = SearchVectorField(null=True)
    search_names = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "organisation"], name="exhibitor_once"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search"], name="exhibitor_search"),
            GinIndex(fields=["search_names"], name="exhibitor_trigrams", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["edition", "zone"], name="exhibitor_by_zone"),
            models.Index("edition", F("opened_at").desc(nulls_last=True), F("id").desc(), name="exhibitor_by_opening"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
