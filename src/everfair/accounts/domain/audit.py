"""Taking a part of the event log away is a deed that the log keeps too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.kernel.events import log_event

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def note_export(actor: Person, *, rows: int) -> None:
    with atomic():
        log_event("audit.exported", actor=actor, subject=actor, rows=rows)
