"""The programme over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import mount_permission
from everfair.kernel.api import PageOut, TextOut, page_after
from everfair.programme.enums import EventKind
from everfair.programme.models import Event
from everfair.programme.queries.event import event_by_id

router = Router(tags=["programme"])
mount_permission("api:list_events", "programme.read_events", public=True)
mount_permission("api:get_event", "programme.read_events", public=True)


class SessionOut(Schema):
    public_id: str
    title: TextOut
    mode: str
    is_live_streamed: bool
    hall: TextOut
    starts_at: datetime
    ends_at: datetime


class EventOut(Schema):
    public_id: str
    kind: str
    title: TextOut
    summary: TextOut
    country: str
    subdivision: str
    sessions: list[SessionOut]

    @staticmethod
    def resolve_sessions(event: Event) -> list[Any]:
        return list(event.sessions.all())


@router.get("/{edition}/events", response=PageOut[EventOut], url_name="list_events", summary="Events")
def list_events(
    request: HttpRequest, edition: str, *, kind: EventKind | None = None, after: str = "", limit: int = 50
) -> dict[str, Any]:
    """Events of an edition with their sessions, optionally of one kind; times are UTC."""
    del request
    events = Event.objects.filter(edition=edition_by_slug(edition)).prefetch_related("sessions")
    items, following = page_after(events.filter(kind=kind) if kind else events, after, limit)
    return {"items": items, "next": following}


@router.get("/{edition}/events/{public_id}", response=EventOut, url_name="get_event", summary="One event")
def get_event(request: HttpRequest, edition: str, public_id: str) -> Event:
    """One event with its sessions."""
    del request
    return event_by_id(edition_by_slug(edition), public_id)
