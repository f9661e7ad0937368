"""An invitation to act for an organisation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from everfair.accounts.enums import InvitationState, MemberRole
from everfair.kernel.clock import now
from everfair.kernel.ids import PublicIdField


class Invitation(models.Model):
    """A mailed link that works once, for the person behind one address; only the SHA-256 of its key is kept.

    `letter` counts the letters: each carries a key of its own, and only the newest one's works.
    """

    public_id = PublicIdField()
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=MemberRole)
    sha256 = models.CharField(max_length=64, unique=True)
    letter = models.PositiveSmallIntegerField(default=1, db_default=1)
    invited_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(accepted_at=None, declined_at=None, revoked_at=None),
                name="one_open_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.role}"

    @property
    def state(self) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.declined_at or self.revoked_at:
            return InvitationState.DECLINED if self.declined_at else InvitationState.REVOKED
        return InvitationState.OPEN if self.expires_at > now() else InvitationState.EXPIRED
