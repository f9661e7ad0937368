"""A project: what an exhibitor proposes to do with somebody else."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.exhibition.enums import ProjectState, SupplyMode
from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField


class Project(models.Model):
    """A published opportunity with its offers; readable without an account once published.

    `version` counts the changes, so that the later of two writers is told.
    """

    public_id = PublicIdField()
    exhibitor = models.ForeignKey("exhibition.Exhibitor", models.CASCADE, related_name="projects")
    sector = models.ForeignKey("fairs.Sector", models.PROTECT, related_name="+")
    supply_mode = models.PositiveSmallIntegerField(choices=SupplyMode, default=SupplyMode.CROSS_BORDER)
    title = TextField(max_length=120)
    summary = TextField(max_length=400)
    description = TextField(max_length=6000, blank=True)
    state = models.CharField(max_length=12, choices=ProjectState, default=ProjectState.DRAFT)
    created_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    search = SearchVectorField(null=True)
    search_names = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=ProjectState.PUBLISHED) | Q(published_at__isnull=False), name="published_has_time"
            ),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search"], name="project_search"),
            GinIndex(fields=["search_names"], name="project_trigrams", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["state", "-published_at"], name="project_newest"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Offer(models.Model):
    """One thing that a project offers, in a line."""

    project = models.ForeignKey("exhibition.Project", models.CASCADE, related_name="offers")
    position = models.PositiveSmallIntegerField(default=0)
    text = TextField(max_length=200)

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return str(self.text)
