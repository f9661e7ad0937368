"""Where a stream is watched, and where its media are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from everfair.kernel.addresses import slug_of

if TYPE_CHECKING:
    from everfair.live.models import Stream

MEDIA = "/live"


def watch_address(stream: Stream) -> str:
    return reverse("live:watch", args=[stream.edition.slug, slug_of(stream.title, stream.public_id)])


def event_address(stream: Stream) -> str:
    """Return the page of the event that the session belongs to; "" for a stream without session."""
    if stream.session is None:
        return ""
    event = stream.session.event
    return reverse("programme:event-view", args=[stream.edition.slug, slug_of(event.title, event.public_id)])


def booth_address(stream: Stream) -> str:
    """Return the page of the booth whose show it is; "" for a stream without booth."""
    if stream.booth is None:
        return ""
    name = slug_of(stream.booth.exhibitor.organisation.name, stream.booth.public_id)
    return reverse("exhibition:booth-view", args=[stream.edition.slug, name])


def playlist_address(stream: Stream, token: str, name: str) -> str:
    """Return the address of a playlist, served by the edge: `master`, `dvr` or `vod`."""
    return f"{MEDIA}/{stream.public_id}/{token}/{name}.m3u8"
