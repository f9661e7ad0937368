"""An invitation to act for an organisation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from everfair.accounts.enums import MemberRole
from everfair.kernel.ids import PublicIdField


class Invitation(models.Model):
    """A mailed link that works once, for the person behind one address; only the SHA-256 of its key is kept."""

    public_id = PublicIdField()
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=MemberRole)
    sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="one_open_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.role}"
