"""An organisation that takes part in fairs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Now

from everfair.accounts.enums import OrganisationKind, OrganisationState
from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField


class Organisation(models.Model):
    """`country` is where it is registered (ISO 3166 alpha-2); international organisations have none.

    An embassy's `country` is its sending state. `is_overseas` means outside the mainland: it includes
    Hong Kong, Macao and Taiwan, and international organisations.
    """

    public_id = PublicIdField()
    name = TextField(max_length=200)
    kind = models.CharField(max_length=40, choices=OrganisationKind)
    state = models.CharField(max_length=20, choices=OrganisationState, default=OrganisationState.APPLIED)
    country = models.CharField(max_length=2, null=True, blank=True)  # noqa: DJ001 -- no country is not the empty country
    place = models.CharField(max_length=80, blank=True)
    is_overseas = models.GeneratedField(
        expression=ExpressionWrapper(Q(country__isnull=True) | ~Q(country="CN"), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    about = TextField(max_length=2000, blank=True)
    website = models.URLField(max_length=300, blank=True)
    fortune_500_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.INTERNATIONAL, country__isnull=True)
                | (~Q(kind=OrganisationKind.INTERNATIONAL) & Q(country__isnull=False)),
                name="organisation_country_unless_international",
            ),
        ]
        indexes: ClassVar = [models.Index(F("country"), name="organisation_by_country")]

    def __str__(self) -> str:
        return str(self.name)
