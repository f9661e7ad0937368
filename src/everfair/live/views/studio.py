"""The browser studio: on air from a camera, a microphone and a screen, with nothing installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.kernel.realtime import channel_token
from everfair.live.enums import StreamState
from everfair.live.views import ingest_studio
from everfair.live.views.desk import EVENTS_SECONDS
from everfair.live.views.desk_entry import Desk, at_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

DEVICES = "camera=(self), microphone=(self), display-capture=(self), screen-wake-lock=(self), geolocation=()"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_desk("live.open_studio")
def studio(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Show the studio; posted to, begin a sitting in it."""
    if request.method == "POST":
        return ingest_studio.begin(request, desk)
    stream = desk.stream
    context = {
        "stream": stream,
        "edition": stream.edition,
        "events": channel_token([stream.team_channel], key=settings.SECRET_KEY, seconds=EVENTS_SECONDS),
        "csrf": get_token(request),
        "lamps": StreamState.choices,
    }
    answer = render(request, "live/studio.html", context)
    answer["Permissions-Policy"] = DEVICES
    return answer
