"""A trade delegation: a province's or a group's firms at the fair."""

from __future__ import annotations

from django.db import models

from everfair.accounts.enums import DelegationKind
from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField


class Delegation(models.Model):
    """Brings organisations to an edition and reports their outcomes."""

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=DelegationKind)
    slug = models.SlugField(max_length=60)
    name = TextField(max_length=200)

    def __str__(self) -> str:
        return str(self.name)
