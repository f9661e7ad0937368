"""An event on the programme: a forum, a themed event, an evening."""

from __future__ import annotations

from django.db import models

from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField
from everfair.programme.enums import EventKind


class Event(models.Model):
    """`country` (ISO 3166) belongs to a country and region event, `subdivision` (ISO 3166-2) to a province's."""

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind)
    title = TextField(max_length=200)
    summary = TextField(max_length=1000, blank=True)
    host = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    sector = models.ForeignKey("fairs.Sector", models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=6, blank=True)

    def __str__(self) -> str:
        return str(self.title)
