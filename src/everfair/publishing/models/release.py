"""A release: a report, an index, a ranking, a first launch."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField
from everfair.publishing.enums import ReleaseKind


class Release(models.Model):
    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="releases")
    kind = models.CharField(max_length=12, choices=ReleaseKind)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    title = TextField(max_length=200)
    summary = TextField(max_length=1000, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-published_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["edition", "kind"], name="release_by_kind")]

    def __str__(self) -> str:
        return str(self.title)
