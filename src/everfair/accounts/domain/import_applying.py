"""The worker applies the chosen rows, so many a transaction: what is marked is done, what isn't has left no trace."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import connection
from django.db.transaction import atomic

from everfair.accounts.access import can_run_delegation
from everfair.accounts.domain.firm_applying import RowApplier
from everfair.accounts.domain.imports import (
    STOPPED,
    good_rows,
    lock_import,
    log_import,
    move_import,
    tell_progress,
)
from everfair.accounts.enums import ImportState, RowOutcome
from everfair.accounts.queries.delegations import officer_now
from everfair.kernel.access import require

if TYPE_CHECKING:
    from everfair.accounts.models import DelegationImport, Person
    from everfair.accounts.officer import Officer

AT_ONCE = 50
# Two spreadsheets with the same firm in them are applied one after the other, so that neither doubles it.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('everfair.delegation_import'))"


def apply_import(source: DelegationImport, *, actor: Person) -> None:
    """Apply the chosen rows; done again after a crash, it goes on where it was.

    When something breaks, what is done stays done, and the rest can be chosen again.
    """
    if source.state != ImportState.APPLYING:
        return
    try:
        officer = officer_now(actor, source.delegation)
        require(can_run_delegation(officer))
        while _apply_some(source, officer):
            pass
    except Exception:
        _stop(source, actor)
        raise
    _finish(source, actor)


def _apply_some(source: DelegationImport, officer: Officer) -> int:
    """Apply the next rows, all or none of them; returns how many."""
    with atomic():
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME)
        rows = list(good_rows(source).filter(is_chosen=True)[:AT_ONCE])
        RowApplier(officer, rows).apply()
        source.done += len(rows)
        source.save(update_fields=["done"])
        tell_progress(source)
    return len(rows)


def _finish(source: DelegationImport, actor: Person) -> None:
    with atomic():
        source = lock_import(source)
        outcomes = Counter(source.rows.filter(is_chosen=True).values_list("outcome", flat=True))
        source.problem = ""
        _come_to_rest(source)
        log_import("import.applied", source, actor, **{outcome.value: outcomes[outcome] for outcome in RowOutcome})


def _stop(source: DelegationImport, actor: Person) -> None:
    with atomic():
        source = lock_import(source)
        source.problem = STOPPED
        _come_to_rest(source)
        log_import("import.stopped", source, actor)


def _come_to_rest(source: DelegationImport) -> None:
    """Let the rows that are left be chosen again, if there are any."""
    source.rows.filter(applied_at=None).update(is_chosen=False)
    is_more_to_do = good_rows(source).exists()
    move_import(source, ImportState.READY if is_more_to_do else ImportState.APPLIED)
