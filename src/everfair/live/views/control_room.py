"""The control room: every stream of a day at a glance."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.public import grants_here
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission, require
from everfair.kernel.realtime import channel_token
from everfair.live.access import can_create_stream
from everfair.live.domain.health import control_channel
from everfair.live.queries.control_room import tiles_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

EVENTS_SECONDS = 12 * 3600


@permission("live.watch_control_room")
@never_cache
@require_safe
def control_room(request: HttpRequest, edition: str) -> HttpResponse:
    """Show the tiles of a day; the part that changes is asked for again by `?part=tiles`."""
    here = edition_by_slug(edition)
    require(can_create_stream(grants_here(request), here.pk))
    tiles = tiles_of(here, _day(request))
    context = {
        "edition": here,
        "tiles": tiles,
        "alarmed": sum(bool(tile.alarms) for tile in tiles),
        "on_air": sum(tile.stream.state == "on_air" for tile in tiles),
        "current_tab": "streams",
        "events": channel_token([control_channel(here.pk)], key=settings.SECRET_KEY, seconds=EVENTS_SECONDS),
    }
    part = "live/control_tiles.html" if request.GET.get("part") == "tiles" else "live/control_room.html"
    return render(request, part, context)


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
