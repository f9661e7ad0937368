"""Reads of releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from everfair.publishing.enums import ReleaseKind
from everfair.publishing.models import Release

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


def releases_of(edition: Edition, *, kind: str) -> QuerySet[Release]:
    """Return releases with their organisation, newest first; an empty kind means all."""
    releases = Release.objects.filter(edition=edition).select_related("organisation")
    return releases.filter(kind=kind) if kind else releases


def kind_counts(edition: Edition) -> list[tuple[ReleaseKind, int]]:
    """Return how many releases of each kind there are; one query."""
    counted = dict(Release.objects.filter(edition=edition).order_by("kind").values_list("kind").annotate(Count("id")))
    return [(kind, counted.get(kind, 0)) for kind in ReleaseKind]
