"""Sessions that are streamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.programme.models import Session

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from everfair.fairs.models import Edition


def streamed_sessions(edition: Edition) -> QuerySet[Session]:
    """Return the sessions that the programme promises to stream, with their event and its host, in order of time."""
    sessions = Session.objects.filter(edition=edition, is_live_streamed=True)
    return sessions.select_related("event__host").order_by("starts_at", "id")
