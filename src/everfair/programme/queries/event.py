"""One event with its sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.errors import NotFound
from everfair.programme.models import Event, Session

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


def event_by_id(edition: Edition, public_id: str) -> Event:
    """Return the event with its host and sector; its sessions come by one more query. `NotFound` else."""
    try:
        return (
            Event.objects.select_related("sector", "host")
            .prefetch_related("sessions")
            .get(edition=edition, public_id=public_id)
        )
    except Event.DoesNotExist as error:
        raise NotFound from error


def session_by_id(edition: Edition, public_id: str) -> Session:
    """Return a session with its event and host, in one query; `NotFound` else."""
    try:
        return Session.objects.select_related("event__host").get(edition=edition, public_id=public_id)
    except Session.DoesNotExist as error:
        raise NotFound from error
