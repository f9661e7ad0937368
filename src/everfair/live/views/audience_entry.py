"""The way of the audience to what stands beside a stream."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from everfair.accounts.public import person_of
from everfair.kernel.access import ask_to_sign_in, permission, require
from everfair.live.guest import Guest
from everfair.live.playback.rights import right_to_watch
from everfair.live.queries.watching import stream_to_watch

if TYPE_CHECKING:
    from everfair.live.models import Stream

Entered = Callable[..., HttpResponseBase]


def in_audience(name: str, *, public: bool = True) -> Callable[[Entered], Entered]:
    """Give a view its `Guest`; who may not watch the stream is sent to sign in, or refused."""

    def furnish(view: Entered) -> Entered:
        @permission(name, public=public)
        @never_cache
        @wraps(view)
        def entered(request: HttpRequest, stream: str, **parts: Any) -> HttpResponseBase:
            guest = guest_of(request, stream_to_watch(stream))
            if not guest.may_watch and not guest.has_account:
                return ask_to_sign_in(request)
            require(guest.may_watch)
            return view(request, guest, **parts)

        return entered

    return furnish


def guest_of(request: HttpRequest, stream: Stream) -> Guest:
    person = person_of(request) if request.user.is_authenticated else None
    return Guest(stream, person, right_to_watch(request, stream).refusal is None)
