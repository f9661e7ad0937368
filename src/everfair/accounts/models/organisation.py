"""An organisation that takes part in fairs."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q, Value
from django.db.models.functions import Now

from everfair.accounts.enums import OrganisationKind, OrganisationState, VerificationLevel
from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField

_each_name = Func(
    F("search_names"), Value(" "), function="string_to_array", output_field=ArrayField(models.TextField())
)


class Organisation(models.Model):
    """`country` is where it is registered (ISO 3166 alpha-2); international organisations have none.

    An embassy's `country` is its sending state. `is_overseas` means outside the mainland: it includes
    Hong Kong, Macao and Taiwan, and international organisations. `sectors` are codes of the W/120 list;
    `applies_to` is the zone whose section lead may vet it; `search_names` is what similar names are found by.
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
    registration_number = models.CharField(max_length=60, blank=True, default="", db_default="")
    sectors = ArrayField(models.CharField(max_length=4), default=list, blank=True, db_default=[])
    applies_to = models.ForeignKey("fairs.Zone", models.SET_NULL, null=True, blank=True, related_name="+")
    level = models.SmallIntegerField(
        choices=VerificationLevel, default=VerificationLevel.NONE, db_default=VerificationLevel.NONE
    )
    search_names = models.CharField(max_length=500, blank=True, default="", db_default="")
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
        indexes: ClassVar = [
            models.Index(F("country"), name="organisation_by_country"),
            models.Index(
                fields=["registration_number"],
                condition=~Q(registration_number=""),
                name="organisation_by_registration",
            ),
            models.Index(fields=["state", "id"], name="organisation_by_state"),
            GinIndex(fields=["search_names"], name="organisation_trigrams", opclasses=["gin_trgm_ops"]),
            GinIndex(_each_name, name="organisation_same_names", fastupdate=False),
        ]

    def __str__(self) -> str:
        return str(self.name)
