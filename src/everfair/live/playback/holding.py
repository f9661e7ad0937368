"""The cookie that binds media tokens to one browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from everfair.kernel.media_tokens import WATCH_COOKIE
from everfair.live.playback.addresses import MEDIA

if TYPE_CHECKING:
    from django.http import HttpResponse


def hold(response: HttpResponse, holder: str) -> None:
    """Give the browser what its tokens are bound to; scripts never see it, and only media are asked with it."""
    response.set_cookie(
        WATCH_COOKIE,
        holder,
        path=f"{MEDIA}/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
