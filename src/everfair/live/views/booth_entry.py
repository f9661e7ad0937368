"""The way into a booth: by its link, without an account; who has sat down is known by a cookie."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache

from everfair.accounts.public import seen_from_outside
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError, NotFound
from everfair.live.domain.booths import interpreter_in
from everfair.live.domain.channels import channel_by_key
from everfair.live.interpretation_errors import NotInBooth
from everfair.live.playback.media import holder_of
from everfair.live.views.ingest_answers import refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from everfair.live.models import Interpreter

COOKIE = "everfair_booth"
_PATH = "/streams/booths/"
_A_DAY = 24 * 3600


def seated(name: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Give a view the `Interpreter` of the link and the cookie; whatever is refused is told as JSON."""

    def furnish(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @permission(name, public=True)
        @never_cache
        @wraps(view)
        def entered(request: HttpRequest, key: str) -> HttpResponseBase:
            try:
                return view(request, _seated_by(request, key))
            except DomainError as refusal:
                return refused(refusal)

        return entered

    return furnish


def _seated_by(request: HttpRequest, key: str) -> Interpreter:
    """Return who sits there; `NotInBooth` also where the link was replaced or the language closed."""
    try:
        me = interpreter_in(channel_by_key(key), seat_in(request))
    except NotFound:
        me = None
    if me is None:
        raise NotInBooth
    return me


def seat_in(request: HttpRequest) -> str:
    """Return what the browser's cookie holds, "" for none."""
    return request.COOKIES.get(COOKIE, "")[:64]


def address_of_booth(request: HttpRequest) -> Callable[[str], str]:
    """Return what makes the address, as seen from outside, out of a booth's key."""
    return lambda key: seen_from_outside(request.build_absolute_uri(reverse("streams:booth", args=[key])))


def new_seat() -> str:
    return secrets.token_urlsafe(24)


def give_seat(response: HttpResponse, seat: str) -> None:
    """Let the browser find its seat again after a reload; one cookie serves all booths that it sits in."""
    response.set_cookie(
        COOKIE,
        seat,
        max_age=_A_DAY,
        path=_PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def holder_for(request: HttpRequest, me: Interpreter) -> str:
    """Return what binds the media tokens to this browser: its session's value, where it has a session."""
    return holder_of(request) or salted_hmac("everfair.booth", me.seat).hexdigest()
