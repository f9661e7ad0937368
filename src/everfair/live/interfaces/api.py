"""Streams over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import mount_permission
from everfair.kernel.api import PageOut, TextOut, page_after
from everfair.kernel.errors import NotFound
from everfair.live.enums import StreamState
from everfair.live.models import Stream
from everfair.live.queries.streams import StreamCard, card_of_stream, known_streams

router = Router(tags=["streams"])
mount_permission("api:list_streams", "live.read_streams", public=True)
mount_permission("api:get_stream", "live.read_streams", public=True)

# What the outside is told: a rehearsal looks like what is still to come.
Told = Literal["scheduled", "on_air", "paused", "ended"]


class StreamOut(Schema):
    public_id: str
    title: TextOut
    owner: TextOut = Field(description="Who shows it: the event's host or the exhibitor; empty for the fair itself.")
    state: Told
    audience: Literal["public", "registered"]
    language: str
    starts_at: datetime | None
    on_air_at: datetime | None
    ended_at: datetime | None
    session: str = Field(description="The session of the programme that it belongs to, or empty.")
    booth: str = Field(description="The booth that shows it, or empty.")
    has_recording: bool
    watch_url: str
    playlist_url: str = Field(
        alias="playlist", description="HLS, for any player; empty where an account is needed or nothing plays yet."
    )

    @staticmethod
    def resolve_watch_url(card: StreamCard) -> str:
        return str(settings.OPTIONS.address + card.url)


@router.get("/{edition}/streams", response=PageOut[StreamOut], url_name="list_streams", summary="Streams")
def list_streams(
    request: HttpRequest, edition: str, *, state: Told | None = None, after: str = "", limit: int = 50
) -> dict[str, Any]:
    """Streams of an edition, optionally in one state; those for invited people are left out."""
    del request
    streams = known_streams(edition_by_slug(edition))
    rows, following = page_after(streams.filter(state__in=_rows_of(state)) if state else streams, after, limit)
    return {"items": [card_of_stream(row) for row in rows], "next": following}


@router.get("/{edition}/streams/{public_id}", response=StreamOut, url_name="get_stream", summary="One stream")
def get_stream(request: HttpRequest, edition: str, public_id: str) -> StreamCard:
    """One stream, with the address that players take."""
    del request
    try:
        return card_of_stream(known_streams(edition_by_slug(edition)).get(public_id=public_id))
    except Stream.DoesNotExist as error:
        raise NotFound from error


def _rows_of(told: Told) -> list[str]:
    return [told, StreamState.REHEARSING.value] if told == "scheduled" else [told]
