"""The player of a closed stream on a partner's site: its page, its pass, its captions.

The browser's rule is `frame-ancestors`; what else it tells (`Sec-Fetch-*`, `Referer`) serves to say in words why
nothing plays.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.public import seen_from_outside
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.live.domain.embeds import embed_by_key, note_use
from everfair.live.embed_errors import EmbedClosed
from everfair.live.origins import origin_of_page
from everfair.live.playback.addresses import watch_address
from everfair.live.playback.embed_pass import may_play, pass_in_frame
from everfair.live.playback.policy import watch_policy
from everfair.live.queries.captions import cues_between, webvtt_of
from everfair.live.queries.recording import is_shown
from everfair.live.queries.watching import stream_to_watch
from everfair.live.views.captions_audience import read_stretch
from everfair.live.views.watch import shown

if TYPE_CHECKING:
    from everfair.live.models import Embed, Stream

TOO_MANY_REQUESTS = 429
# A pass is good for minutes; a whole hall may sit behind one address of the network.
RATES = {"pass": "240/m/ip"}


@permission("live.watch_in_frame", public=True)
@require_safe
@never_cache
def page(request: HttpRequest, stream: str, key: str) -> HttpResponse:
    """Show the player in the frame of an allowed site; anywhere else, where it plays."""
    found, embed = stream_to_watch(stream), embed_by_key(stream, key)
    words = {"edition": found.edition, "embed_row": embed, **shown(request, found)}
    if not may_play(embed, found):
        return _say(request, found, {**words, "is_closed": True})
    if not _is_framed(request, embed):
        return _say(request, found, words)
    base = reverse("streams:framed", args=[stream, key])
    addresses = {"pass_address": f"{base}/pass", "captions_address": f"{base}/captions"}
    response = render(request, "live/framed.html", {**words, **addresses})
    response["Content-Security-Policy"] = watch_policy(found, framed_by=" ".join(embed.origins))
    return response


@permission("live.watch_in_frame", public=True)
@require_safe
@never_cache
def show_pass(request: HttpRequest, stream: str, key: str) -> HttpResponse:
    """Tell the player where the media are for the next minutes, or why it may not play any more."""
    if _is_too_often(request):
        return HttpResponse(status=TOO_MANY_REQUESTS)
    found, embed = stream_to_watch(stream), embed_by_key(stream, key)
    facts = asdict(pass_in_frame(embed, found, page=_page_at_the_fair(request, found)))
    del facts["holder"]
    if facts["refusal"] is None:
        note_use(embed)
    return JsonResponse(facts)


@permission("live.watch_in_frame", public=True)
@require_safe
@never_cache
def said(request: HttpRequest, stream: str, key: str) -> HttpResponse:
    """Return as JSON what was said between two moments, `from` and `to`, in milliseconds since 1970."""
    since, until = read_stretch(request)
    return JsonResponse({"cues": cues_between(_captioned(stream, key), since, until)})


@permission("live.watch_in_frame", public=True)
@require_safe
@never_cache
def webvtt(request: HttpRequest, stream: str, key: str, *, language: str) -> HttpResponse:
    del request
    return HttpResponse(webvtt_of(_captioned(stream, key), language), "text/vtt; charset=utf-8")


def _is_too_often(request: HttpRequest) -> bool:
    counted = ratelimit.consume(request, app="everfair.live", action="pass", config=RATES, limit_get=True)
    return counted is None


def _captioned(public_id: str, key: str) -> Stream:
    stream, embed = stream_to_watch(public_id), embed_by_key(public_id, key)
    if not may_play(embed, stream):
        raise EmbedClosed
    if not is_shown(stream):
        raise NotFound
    return stream


def _is_framed(request: HttpRequest, embed: Embed) -> bool:
    """Tell whether nothing speaks against a frame in an allowed site; old browsers tell nothing."""
    if request.headers.get("Sec-Fetch-Dest", "iframe") not in {"iframe", "frame"}:
        return False
    origin = origin_of_page(request.headers.get("Referer", ""))
    return not origin or origin in {*embed.origins, f"{request.scheme}://{request.get_host()}"}


def _say(request: HttpRequest, stream: Stream, words: dict[str, object]) -> HttpResponse:
    """Say in words why nothing plays; there is nothing to steal here, so any page may frame it."""
    status = EmbedClosed.status if words.get("is_closed") else 200
    response = render(request, "live/framed_elsewhere.html", words, status=status)
    response["Content-Security-Policy"] = watch_policy(stream, framed_by="*")
    return response


def _page_at_the_fair(request: HttpRequest, stream: Stream) -> str:
    return seen_from_outside(request.build_absolute_uri(watch_address(stream)))
