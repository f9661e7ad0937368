"""How long things are kept: each app names what it deletes, and after how many days, in `<app>/retention.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.transaction import atomic

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

BATCH = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """`delete` drops what is older than a moment and returns how many; `option` is the setting that counts the days."""

    what: str
    words: _StrOrPromise
    option: str
    delete: Callable[[datetime], int]


_rules: dict[str, Rule] = {}


def retain(rule: Rule) -> None:
    _rules[rule.what] = rule


def rules() -> list[Rule]:
    return [_rules[what] for what in sorted(_rules)]


def in_batches(rows: QuerySet[Any], delete: Callable[[list[Any]], int]) -> int:
    """Walk over rows by key, a transaction for each few hundred; returns the sum of what `delete` returned."""
    total, last = 0, None
    while True:
        batch = list((rows if last is None else rows.filter(pk__gt=last)).order_by("pk")[:BATCH])
        if not batch:
            return total
        with atomic():
            total += delete(batch)
        last = batch[-1].pk


def delete_rows(rows: QuerySet[Any]) -> int:
    """Delete whole rows in batches; returns how many."""

    def delete(batch: list[Any]) -> int:
        rows.model.objects.filter(pk__in=[row.pk for row in batch]).delete()
        return len(batch)

    return in_batches(rows, delete)
