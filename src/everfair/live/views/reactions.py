"""Hearts and claps, from anybody who watches."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from everfair.kernel.access import permission
from everfair.kernel.pages import add_tags, public_page
from everfair.live.audience_errors import BadWatchToken
from everfair.live.domain.reactions import react, totals
from everfair.live.domain.viewing import watching_now
from everfair.live.enums import Reaction
from everfair.live.queries.watching import stream_to_watch
from everfair.live.watch_tokens import BadToken, read_watch_token

_MOST_DIGITS = 3
_SECONDS_KEPT = 5


@csrf_exempt  # the right to react is the signed token in the form, not a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@permission("live.react", public=True)
def reactions(request: HttpRequest, stream: str) -> HttpResponse:
    """Tell the totals, and how many watch, as JSON; a POST adds a burst: `token`, and a number for each kind."""
    return _add(request, stream) if request.method == "POST" else _tell(request, stream)


def _add(request: HttpRequest, stream: str) -> HttpResponse:
    try:
        viewer = read_watch_token(request.POST.get("token", ""), stream=stream, key=settings.SECRET_KEY)
    except BadToken:
        return HttpResponse(status=BadWatchToken.status)
    typed = {kind: request.POST.get(kind, "") for kind in Reaction.values}
    burst = {
        kind: int(count)
        for kind, count in typed.items()
        if count.isascii() and count.isdigit() and len(count) <= _MOST_DIGITS
    }
    react(stream_to_watch(stream), viewer=viewer, burst=burst)
    return HttpResponse(status=204)


@public_page(ttl=_SECONDS_KEPT)
def _tell(request: HttpRequest, stream: str) -> HttpResponse:
    """Counts alone: they are no secret of a closed stream, and the same for everybody."""
    del request
    facts = {"reactions": totals(stream_to_watch(stream)), "viewers": watching_now(stream)}
    return add_tags(JsonResponse(facts), f"stream-{stream}")
