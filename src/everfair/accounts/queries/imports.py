"""The rows of a delegation's spreadsheet, counted and filtered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.accounts.models import DelegationImport, ImportedRow

MISTAKEN = ~Q(mistakes=[])


@dataclass(frozen=True, slots=True)
class RowCounts:
    """`good` rows can be applied still, `applied` ones were."""

    total: int
    good: int
    mistaken: int
    applied: int


def row_counts(source: DelegationImport) -> RowCounts:
    """Count a spreadsheet's rows; one query."""
    counted = source.rows.aggregate(
        total=Count("id"),
        good=Count("id", filter=Q(mistakes=[], applied_at=None)),
        mistaken=Count("id", filter=MISTAKEN),
        applied=Count("id", filter=Q(applied_at__isnull=False)),
    )
    return RowCounts(**counted)


def only_mistaken(rows: QuerySet[ImportedRow]) -> QuerySet[ImportedRow]:
    return rows.filter(MISTAKEN)
