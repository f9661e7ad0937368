"""A trade delegation: a province's or a group's firms at the fair."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from everfair.accounts.enums import DelegationKind, DelegationMemberState, ImportState, RowOutcome
from everfair.kernel.ids import PublicIdField
from everfair.kernel.text import TextField


class Delegation(models.Model):
    """Brings organisations to an edition and reports their outcomes."""

    public_id = PublicIdField()
    edition = models.ForeignKey("fairs.Edition", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=DelegationKind)
    slug = models.SlugField(max_length=60)
    name = TextField(max_length=200)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "slug"], name="delegation_by_slug")]

    def __str__(self) -> str:
        return str(self.name)


class DelegationOfficer(models.Model):
    """A person who runs a delegation."""

    delegation = models.ForeignKey("accounts.Delegation", models.CASCADE, related_name="officers")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="delegations_run")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["delegation", "person"], name="officer_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.delegation}"


class DelegationMember(models.Model):
    """An organisation belongs to a delegation; it is asked first when it exists already."""

    delegation = models.ForeignKey("accounts.Delegation", models.CASCADE, related_name="members")
    organisation = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="delegations")
    state = models.CharField(max_length=10, choices=DelegationMemberState)
    added_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delegation", "organisation"], name="delegation_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.delegation}"


class DelegationImport(models.Model):
    """One spreadsheet of firms, read, shown, and applied as far as the officer chooses.

    `problem` is the code of what made the whole file unreadable, or ended the applying early; `done` of `total` rows
    are handled in this step. `sheet` is the one that was read, `others` those with the same headings that were not.
    """

    public_id = PublicIdField()
    delegation = models.ForeignKey("accounts.Delegation", models.CASCADE, related_name="imports")
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    problem = models.CharField(max_length=60, blank=True)
    problem_words = models.JSONField(default=dict, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    others = models.JSONField(default=list, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.delegation} · {self.state}"


class ImportedRow(models.Model):
    """One row of a spreadsheet as it was read, and what applying it did.

    `mistakes` are lists of column, code and words, said in the reader's language. A chosen row is applied once.
    """

    source = models.ForeignKey("accounts.DelegationImport", models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    mistakes = models.JSONField(default=list, blank=True)
    organisation = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    is_chosen = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=RowOutcome, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "number"], name="imported_row_once"),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(mistakes=[]), name="applied_row_without_mistakes"
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, outcome="") | (Q(applied_at__isnull=False) & ~Q(outcome="")),
                name="applied_row_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
