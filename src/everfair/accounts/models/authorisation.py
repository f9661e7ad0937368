"""Which other sites may know who a person is."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class SiteAuthorisation(models.Model):
    """A person let a registered site (a client of the fair's identity provider) learn these things about them.

    Without this row no token of the site works for the person, however young it is.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="site_authorisations")
    client = models.ForeignKey("allauth_idp_oidc.Client", models.CASCADE, related_name="+")
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "client"], name="site_authorised_once"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id}: {' '.join(self.scopes)}"
