"""The page of a stream: announcement, then live, then recording; and its player alone, for other sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from everfair.accounts.public import seen_from_outside
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.addresses import public_id_of
from everfair.kernel.errors import NotFound
from everfair.kernel.pages import add_tags, public_page
from everfair.live.enums import Audience, StreamState
from everfair.live.playback.addresses import booth_address, event_address, playlist_address, watch_address
from everfair.live.playback.policy import watch_policy
from everfair.live.queries.captions import captions_of
from everfair.live.queries.recording import is_shown
from everfair.live.queries.streams import kept_until
from everfair.live.queries.watching import stream_to_watch

if TYPE_CHECKING:
    from everfair.live.models import Stream


@permission("live.watch_stream", public=True)
@require_safe
@public_page("streams")
def watch(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    fair = edition_by_slug(edition)
    stream = stream_to_watch(public_id_of(slug))
    if stream.edition_id != fair.pk:
        raise NotFound
    if request.path != watch_address(stream):
        return redirect(watch_address(stream), permanent=True)
    response = render(request, "live/watch.html", {"edition": fair, **shown(request, stream)})
    response["Content-Security-Policy"] = watch_policy(stream)
    return add_tags(response, f"edition-{fair.slug}", f"stream-{stream.public_id}")


@permission("live.embed_stream", public=True)
@require_safe
@public_page("streams")
def embed(request: HttpRequest, stream: str) -> HttpResponse:
    """Show the player without anything around it; only of streams that are for everybody."""
    found = stream_to_watch(stream)
    if found.audience != Audience.PUBLIC:
        raise NotFound
    response = render(request, "live/embed.html", {"edition": found.edition, **shown(request, found)})
    response["Content-Security-Policy"] = watch_policy(found, framed_by="*")
    return add_tags(response, f"stream-{found.public_id}")


def shown(request: HttpRequest, stream: Stream) -> dict[str, object]:
    """Return what both pages say; `phase` is the slate that stands until the player knows better."""
    is_open = stream.audience == Audience.PUBLIC
    return {
        "stream": stream,
        "phase": StreamState.SCHEDULED if stream.state == StreamState.REHEARSING else StreamState(stream.state),
        "is_open": is_open,
        "kept_until": kept_until(stream),
        "page": seen_from_outside(request.build_absolute_uri(watch_address(stream))),
        "embed": seen_from_outside(request.build_absolute_uri(reverse("streams:embed", args=[stream.public_id]))),
        "event_address": event_address(stream),
        "booth_address": booth_address(stream),
        "captions": captions_of(stream) if stream.state == StreamState.ENDED and is_shown(stream) else [],
        "plain_playlist": stream.external_url or (playlist_address(stream, "open", "master") if is_open else ""),
    }
