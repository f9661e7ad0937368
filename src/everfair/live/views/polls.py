"""Polls beside a stream for its audience; without scripts they are a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from everfair.kernel.access import page_around
from everfair.kernel.errors import DomainError
from everfair.live.domain.polls import vote as cast_vote
from everfair.live.queries.polls import poll_of, polls_for, shown_poll
from everfair.live.views.audience_entry import in_audience
from everfair.live.views.posted import posted

if TYPE_CHECKING:
    from everfair.live.guest import Guest
    from everfair.live.models import Poll


@require_safe
@in_audience("live.view_polls")
def polls(request: HttpRequest, guest: Guest) -> HttpResponse:
    return _show(request, guest)


@in_audience("live.vote_poll", public=False)
@posted("streams:polls")
def vote(request: HttpRequest, guest: Guest, poll: str) -> HttpResponse:
    """Vote, or vote otherwise until the poll is closed; `choice` are places of options."""
    found = poll_of(guest.stream, poll)
    shown_poll(found, guest.person)
    places = [int(place) for place in request.POST.getlist("choice") if place.isascii() and place.isdigit()]
    try:
        cast_vote(guest, found, places=places)
    except DomainError as refusal:
        if not _is_fragment(request):
            return _show(request, guest, status=refusal.status, refused=found, refusal=str(refusal))
        return _card(request, guest, found, status=refusal.status, refusal=str(refusal))
    if not _is_fragment(request):
        return redirect("streams:polls", guest.stream.public_id)
    return _card(request, guest, found)


def _card(request: HttpRequest, guest: Guest, poll: Poll, *, status: int = 200, refusal: str = "") -> HttpResponse:
    words = {"refused": poll.public_id, "refusal": refusal} if refusal else {}
    context = {"stream": guest.stream, "poll": shown_poll(poll, guest.person), "can_vote": True, **words}
    return render(request, "live/polls_card.html", context, status=status)


def _show(
    request: HttpRequest, guest: Guest, *, status: int = 200, refused: Poll | None = None, refusal: str = ""
) -> HttpResponse:
    context = {
        "stream": guest.stream,
        "edition": guest.stream.edition,
        "polls": polls_for(guest.stream, guest.person),
        "can_vote": guest.has_account,
        "back": page_around(request) or request.path,
        "refused": refused.public_id if refused else "",
        "refusal": refusal,
    }
    template = "live/polls.html" if _is_fragment(request) else "live/polls_page.html"
    return render(request, template, context, status=status)


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))
