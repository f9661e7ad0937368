"""The booth of interpreters: they hear the floor, see each other and the clock, and speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError
from everfair.kernel.realtime import channel_token
from everfair.live.domain.booths import enter_booth, interpreter_in
from everfair.live.domain.channels import booths_channel, channel_by_key
from everfair.live.languages import name_in, own_name
from everfair.live.models.interpretation import LONGEST_NAME
from everfair.live.playback.policy import watch_policy
from everfair.live.views.booth_entry import give_seat, new_seat, seat_in
from everfair.live.views.desk import EVENTS_SECONDS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.live.models import Channel, Interpreter

_DEVICES = "camera=(), microphone=(self), display-capture=(), screen-wake-lock=(self), geolocation=()"


@permission("live.interpret", public=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booth(request: HttpRequest, key: str) -> HttpResponse:
    """Show the booth to who sits in it, and to others the door; posted to, sit down under a name."""
    channel = channel_by_key(key)
    if request.method == "POST":
        return _enter(request, channel, key)
    me = interpreter_in(channel, seat_in(request))
    return _door(request, channel) if me is None else _inside(request, me, key)


def _enter(request: HttpRequest, channel: Channel, key: str) -> HttpResponse:
    seat, name = seat_in(request) or new_seat(), request.POST.get("name", "")
    try:
        enter_booth(channel, name=name, seat=seat)
    except DomainError as refusal:
        return _door(request, channel, name=name, refusal=refusal)
    response = redirect("streams:booth", key)
    give_seat(response, seat)
    return response


def _door(
    request: HttpRequest, channel: Channel, *, name: str = "", refusal: DomainError | None = None
) -> HttpResponse:
    context = {**_about(channel), "name": name, "refusal": refusal, "longest": LONGEST_NAME}
    return render(request, "live/booth_door.html", context, status=refusal.status if refusal else 200)


def _inside(request: HttpRequest, me: Interpreter, key: str) -> HttpResponse:
    stream = me.channel.stream
    context = {
        **_about(me.channel),
        "me": me,
        "key": key,
        "events": channel_token([booths_channel(stream)], key=settings.SECRET_KEY, seconds=EVENTS_SECONDS),
        "csrf": get_token(request),
    }
    answer = render(request, "live/booth.html", context)
    answer["Content-Security-Policy"] = watch_policy(stream)
    answer["Permissions-Policy"] = _DEVICES
    return answer


def _about(channel: Channel) -> dict[str, Any]:
    tag, reader = channel.language, get_language() or ""
    return {
        "channel": channel,
        "stream": channel.stream,
        "edition": channel.stream.edition,
        "language_here": name_in(tag, reader),
        "language_there": own_name(tag),
    }
