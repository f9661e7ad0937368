"""Heartbeats of players, and how many watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from everfair.kernel.access import permission
from everfair.live.audience_errors import BadWatchToken
from everfair.live.domain.viewing import beat, watching_now
from everfair.live.interfaces.curve_drawing import draw_curve
from everfair.live.queries.viewing import curve_of
from everfair.live.views.stage_entry import on_stage

if TYPE_CHECKING:
    from everfair.live.views.desk_entry import Desk


@csrf_exempt  # the token in the body is the right; no cookie is read
@require_POST
@permission("live.send_heartbeat", public=True)
def watching(request: HttpRequest, stream: str) -> HttpResponse:
    """Take a heartbeat: `token`, and `live=1` unless it is the recording that plays. Answers without a word."""
    try:
        beat(stream, token=request.POST.get("token", ""), is_live=request.POST.get("live") == "1")
    except BadWatchToken as refusal:
        return HttpResponse(status=refusal.status)
    return HttpResponse(status=204)


@require_safe
@on_stage("live.view_viewers")
def viewers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return the curve of the audience, for the pages of the team."""
    curve = curve_of(desk.stream)
    context = {
        "stream": desk.stream,
        "edition": desk.stream.edition,
        "curve": curve,
        "drawing": draw_curve(curve),
        "now": watching_now(desk.stream.public_id),
    }
    return render(request, "live/viewers_curve.html", context)
