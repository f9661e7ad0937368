"""A delegation's spreadsheet as an officer handles it: sent, and chosen from. The worker reads and applies it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.db.transaction import atomic

from everfair.accounts.access import can_run_delegation
from everfair.accounts.enums import ImportState
from everfair.accounts.errors import ImportBusy, NothingChosen
from everfair.accounts.models import DelegationImport, ImportedRow
from everfair.kernel.access import require
from everfair.kernel.events import log_event
from everfair.kernel.realtime import publish
from everfair.kernel.uploads import TABLES, take_upload

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from everfair.accounts.models import Person
    from everfair.accounts.officer import Officer

MOST_MB = 5
STOPPED = "stopped"


def send_import(officer: Officer, file: UploadedFile[bytes]) -> DelegationImport:
    """Keep a spreadsheet and let the worker read it; raises what `take_upload` raises."""
    from everfair.accounts.tasks import (  # noqa: PLC0415 -- the job's module needs procrastinate's app, ready only later
        read_delegation_import,
    )

    require(can_run_delegation(officer))
    with atomic():
        upload = take_upload(file, actor=officer.person, sorts=TABLES, most_mb=MOST_MB)
        source = DelegationImport.objects.create(delegation=officer.delegation, upload=upload, person=officer.person)
        log_import("import.sent", source, officer.person)
        read_delegation_import.configure(lock=channel_of_import(source)).defer(source=source.public_id)
    return source


def begin_applying(officer: Officer, source: DelegationImport, *, numbers: Collection[int] | None = None) -> int:
    """Choose rows (all good ones, if `numbers` is None) and let the worker apply them; returns how many.

    `ImportBusy` if somebody was faster, `NothingChosen` if no good row is among them.
    """
    from everfair.accounts.tasks import (  # noqa: PLC0415 -- the job's module needs procrastinate's app, ready only later
        apply_delegation_import,
    )

    require(can_run_delegation(officer))
    with atomic():
        source = lock_import(source)
        if source.state != ImportState.READY:
            raise ImportBusy
        source.rows.filter(is_chosen=True).update(is_chosen=False)
        rows = good_rows(source)
        chosen = (rows if numbers is None else rows.filter(number__in=numbers)).update(is_chosen=True)
        if not chosen:
            raise NothingChosen
        move_import(source, ImportState.APPLYING, total=chosen)
        log_import("import.begun", source, officer.person, rows=chosen)
        job = apply_delegation_import.configure(lock=channel_of_import(source))
        job.defer(source=source.public_id, person=officer.person.public_id)
    return chosen


def lock_import(source: DelegationImport) -> DelegationImport:
    """Return the row as it is now, held until the transaction ends."""
    rows = DelegationImport.objects.select_for_update(of=("self",))
    return rows.select_related("delegation", "upload").get(pk=source.pk)


def move_import(source: DelegationImport, state: ImportState, *, total: int = 0) -> None:
    """Move a locked import to a state in which `total` rows are to be handled."""
    source.state, source.total, source.done = state, total, 0
    source.save()
    tell_progress(source)


def good_rows(source: DelegationImport) -> QuerySet[ImportedRow]:
    """Return the rows without mistakes that were not applied yet."""
    return source.rows.filter(mistakes=[], applied_at=None)


def tell_progress(source: DelegationImport) -> None:
    """Tell open pages how far it is."""
    told = {"state": source.state, "done": source.done, "total": source.total}
    publish(channel_of_import(source), "progress", told)


def channel_of_import(source: DelegationImport) -> str:
    return f"import.{source.public_id}"


def log_import(name: str, source: DelegationImport, actor: Person | None, **payload: Any) -> None:
    delegation = source.delegation
    log_event(name, actor=actor, subject=delegation, edition=delegation.edition_id, source=source.public_id, **payload)
