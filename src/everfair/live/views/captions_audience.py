"""Captions for whoever may watch: of the last while, of a whole recording, and searched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from everfair.kernel.access import permission, require
from everfair.kernel.errors import NotFound
from everfair.kernel.pages import public_page
from everfair.live.domain.captions import captions_tag
from everfair.live.enums import Audience
from everfair.live.interfaces.caption_forms import read_moment
from everfair.live.playback.rights import right_to_watch
from everfair.live.queries.captions import cues_between, search_captions, webvtt_of
from everfair.live.queries.recording import is_shown
from everfair.live.queries.watching import stream_to_watch

if TYPE_CHECKING:
    from everfair.live.models import Stream

LONGEST_STRETCH = timedelta(minutes=10)
LONGEST_WORDS = 80
# Players that come at the same time ask for the same stretch: one answer serves them for so many seconds.
FRESH_SECONDS = 3


@permission("live.read_captions", public=True)
@require_safe
def said(request: HttpRequest, stream: str) -> HttpResponse:
    """Return as JSON what was said between two moments, `from` and `to`, in milliseconds since 1970."""
    since, until = read_stretch(request)
    return _for_audience(
        request, stream, lambda found: JsonResponse({"cues": cues_between(found, since, until)}), ttl=FRESH_SECONDS
    )


@permission("live.read_captions", public=True)
@require_safe
def webvtt(request: HttpRequest, stream: str, language: str) -> HttpResponse:
    """Return the captions of a recording in one language."""
    return _for_audience(
        request, stream, lambda found: HttpResponse(webvtt_of(found, language), "text/vtt; charset=utf-8")
    )


@permission("live.search_captions", public=True)
@require_safe
def search(request: HttpRequest, stream: str) -> HttpResponse:
    """Return where in a recording something was said: for htmx the list, else a page of its own."""
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_WORDS].strip()
    template = "live/captions_found.html" if request.headers.get("HX-Request") else "live/captions_found_page.html"
    found = stream_to_watch(stream)
    _ensure_watched(request, found)
    hits = search_captions(found, words)
    context = {"stream": found, "edition": found.edition, "words": words, "hits": hits}
    answer = render(request, template, context)
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _for_audience(
    request: HttpRequest, public_id: str, answer: Callable[[Stream], HttpResponse], *, ttl: int = 60
) -> HttpResponse:
    """Answer everybody alike where everybody may watch, so that the edge keeps it; else ask who it is."""
    stream = stream_to_watch(public_id)
    if stream.audience == Audience.PUBLIC and is_shown(stream):
        kept = public_page(captions_tag(stream), f"stream-{stream.public_id}", ttl=ttl)
        return kept(lambda: answer(stream))()
    _ensure_watched(request, stream)
    told = answer(stream)
    told["Cache-Control"] = "private, no-cache"
    return told


def _ensure_watched(request: HttpRequest, stream: Stream) -> None:
    """Refuse who may not watch; what became of a stream that is held back is the team's alone."""
    right = right_to_watch(request, stream)
    require(right.refusal is None)
    if not right.runs and not is_shown(stream):
        raise NotFound


def read_stretch(request: HttpRequest) -> tuple[datetime, datetime]:
    """Return the two moments of an address, ten minutes at most; `NotFound` where they can't be read."""
    since, until = (read_moment(request.GET.get(name, "")) for name in ("from", "to"))
    if since is None or until is None:
        raise NotFound
    return since, min(until, since + LONGEST_STRETCH)
