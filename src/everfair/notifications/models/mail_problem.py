"""An address that mail does not reach."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from everfair.kernel.ids import PublicIdField
from everfair.notifications.enums import Ailment


class MailProblem(models.Model):
    """Notices stop going to `address` (lower case) until the problem is solved; `words` are the mail server's."""

    public_id = PublicIdField()
    address = models.EmailField(max_length=254)
    ailment = models.CharField(max_length=12, choices=Ailment)
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(solved_at__isnull=True), name="one_open_problem_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.ailment
