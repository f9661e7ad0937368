"""The pass of one viewer, for the script of the page; and the appointment for a calendar."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.public import seen_from_outside
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.live.playback.addresses import watch_address
from everfair.live.playback.calendar import appointment
from everfair.live.playback.holding import hold
from everfair.live.playback.watch_pass import pass_for
from everfair.live.queries.watching import stream_to_watch


@permission("live.watch_stream", public=True)
@require_safe
@never_cache
def show_pass(request: HttpRequest, stream: str) -> HttpResponse:
    """Tell where the media are for who asks, or why not."""
    found = pass_for(request, stream_to_watch(stream))
    facts = asdict(found)
    holder = facts.pop("holder")
    response = JsonResponse(facts)
    if holder:
        hold(response, holder)
    return response


@permission("live.watch_stream", public=True)
@require_safe
def calendar(request: HttpRequest, stream: str) -> HttpResponse:
    """Return an iCalendar file with the one appointment; `NotFound` while nobody knows when."""
    found = stream_to_watch(stream)
    if found.starts_at is None:
        raise NotFound
    text = appointment(found, page=seen_from_outside(request.build_absolute_uri(watch_address(found))))
    name = f'attachment; filename="{found.public_id}.ics"'
    return HttpResponse(text, "text/calendar; charset=utf-8", headers={"Content-Disposition": name})
