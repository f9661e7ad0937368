"""An organisation that exhibits in an edition."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from everfair.kernel.ids import PublicIdField


class Exhibitor(models.Model):
    """Stands in one zone under one main sector; `search` and `search_names` are filled on every write."""

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="exhibitors")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="exhibitors")
    zone = models.ForeignKey("fairs.Zone", models.PROTECT, related_name="exhibitors")
    sector = models.ForeignKey("fairs.Sector", models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(db_default=Now())
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
        ]

    def __str__(self) -> str:
        return str(self.organisation)
