"""The chat beside a stream: the panel and its page of its own, writing, the replay, reports and translations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.kernel.access import page_around, permission, require
from everfair.kernel.errors import DomainError, NotFound
from everfair.kernel.realtime import channel_token
from everfair.live.chat_wire import wire
from everfair.live.chatter import Chatter, chatter_of
from everfair.live.domain.chat import Said, say, wait_of
from everfair.live.domain.moderation import TIME_OUT_MINUTES, report_line
from everfair.live.enums import ReportReason
from everfair.live.interfaces.chat_answers import answer, by_script, refused
from everfair.live.models.chat import LONGEST_LINE
from everfair.live.playback.addresses import watch_address
from everfair.live.queries.chat import line_of, lines_between, newest_lines, pinned_line, stream_with_chat
from everfair.live.translation import translate_line, translator

if TYPE_CHECKING:
    from everfair.live.models import Stream

LONGEST_STRETCH = timedelta(hours=1)


@permission("live.read_chat", public=True)
@never_cache
@require_safe
def show(request: HttpRequest, stream: str) -> HttpResponse:
    """Return the panel's inside for htmx, else the chat as a page of its own."""
    return _page(request, _reader(request, stream))


@permission("live.say_in_chat")
@never_cache
def post(request: HttpRequest, stream: str) -> HttpResponse:
    """Write a line; whoever was sent to sign in first comes back to the chat."""
    chatter = _reader(request, stream)
    if request.method != "POST":
        return redirect("streams:chat", stream)
    body = request.POST.get("body", "")
    try:
        said = say(chatter, body)
    except DomainError as refusal:
        return refused(refusal) if by_script(request) else _page(request, chatter, refusal=refusal, body=body)
    return JsonResponse(_told(said)) if by_script(request) else redirect("streams:chat", stream)


@permission("live.read_chat", public=True)
@never_cache
@require_safe
def lines(request: HttpRequest, stream: str) -> JsonResponse:
    """Return lines as JSON: those of `?from=..&to=..`, at most an hour, else the newest."""
    chatter = _reader(request, stream)
    stretch = _stretch(request)
    found = lines_between(chatter.stream, *stretch) if stretch else newest_lines(chatter.stream)
    pinned = pinned_line(chatter.stream)
    return JsonResponse({"lines": [wire(line) for line in found], "pinned": wire(pinned) if pinned else None})


@permission("live.report_chat_line")
@never_cache
def report(request: HttpRequest, stream: str, line: str) -> HttpResponse:
    chatter = _reader(request, stream)
    if request.method != "POST":
        return redirect("streams:chat", stream)
    reason = request.POST.get("reason", "")
    found = line_of(chatter.stream, line)
    chosen = reason if reason in ReportReason.values else ReportReason.OTHER.value
    return answer(request, chatter.stream, lambda: report_line(found, chatter=chatter, reason=chosen))


@permission("live.read_chat", public=True)
@never_cache
def translate(request: HttpRequest, stream: str, line: str) -> HttpResponse:
    """Return a line in the reader's language, for the script; `NotFound` where nothing translates."""
    chatter = _reader(request, stream)
    service = translator()
    if service is None:
        raise NotFound
    if request.method != "POST":
        return redirect("streams:chat", stream)
    found = line_of(chatter.stream, line)
    if found.hidden_at is not None:
        raise NotFound
    try:
        words = translate_line(found, request.LANGUAGE_CODE, service=service)
    except DomainError as refusal:
        return refused(refusal)
    return JsonResponse({"body": words, "language": request.LANGUAGE_CODE})


def _reader(request: HttpRequest, stream: str) -> Chatter:
    chatter = chatter_of(request, stream_with_chat(stream))
    require(chatter.may_read)
    return chatter


def _page(
    request: HttpRequest, chatter: Chatter, *, refusal: DomainError | None = None, body: str = ""
) -> HttpResponse:
    stream, is_fragment = chatter.stream, bool(request.headers.get("HX-Request"))
    words = {
        **_words(chatter),
        "refusal": str(refusal) if refusal else "",
        "body": body,
        "is_fragment": is_fragment,
        "watch_url": watch_address(stream),
        "next": page_around(request) or watch_address(stream),
    }
    if is_fragment:
        return render(request, "live/chat_inside.html", words)
    words["live"] = channel_token([stream.channel], key=settings.SECRET_KEY)
    return render(request, "live/chat.html", words, status=refusal.status if refusal else 200)


def _words(chatter: Chatter) -> dict[str, object]:
    stream: Stream = chatter.stream
    return {
        "edition": stream.edition,
        "stream": stream,
        "chatter": chatter,
        "lines": newest_lines(stream, with_hidden=chatter.is_team),
        "pinned": pinned_line(stream),
        "wait": wait_of(chatter),
        "longest": LONGEST_LINE,
        "minutes": TIME_OUT_MINUTES,
        "reasons": ReportReason.choices,
        "translates": translator() is not None,
        "zone": stream.edition.zone_id,
    }


def _told(said: Said) -> dict[str, object]:
    return {"line": wire(said.line), "wait": said.wait}


def _stretch(request: HttpRequest) -> tuple[datetime, datetime] | None:
    """Read the two moments; None unless both are there, with their zone, and in order."""
    beginning, end = _moment(request.GET.get("from", "")), _moment(request.GET.get("to", ""))
    if beginning is None or end is None or end <= beginning:
        return None
    return beginning, min(end, beginning + LONGEST_STRETCH)


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
