"""Who acts for an organisation, and who runs an edition."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from everfair.accounts.enums import EditionRole, MemberRole


class Membership(models.Model):
    """A person acts for an organisation in one role."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=MemberRole)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role} · {self.organisation}"


class RoleGrant(models.Model):
    """A person runs an edition, or one zone of it."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=EditionRole)
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="+")
    zone = models.ForeignKey("fairs.Zone", models.CASCADE, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role", "edition", "zone"], name="role_granted_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"
