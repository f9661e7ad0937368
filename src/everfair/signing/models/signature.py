"""A signature on an agreement's paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Signature(models.Model):
    """One side has signed; `file_sha256` is the hash of the PDF that this signature produced."""

    agreement = models.ForeignKey("signing.Agreement", models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    certificate_serial = models.CharField(max_length=60)
    file_sha256 = models.CharField(max_length=64, db_index=True)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="signed_once_a_side"),
            models.UniqueConstraint(fields=["agreement", "position"], name="one_signature_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.organisation}"
