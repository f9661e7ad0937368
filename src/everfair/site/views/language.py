"""The visible language switch."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.kernel.access import permission
from everfair.kernel.languages import COOKIE, LANGUAGES

A_YEAR = 365 * 24 * 3600


@permission("site.choose_language", public=True)
@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to where the reader was, within the fair only."""
    response = HttpResponseRedirect(local_path(request.GET.get("next", "")))
    wish = request.GET.get("to", "").lower()
    if wish in LANGUAGES:
        response.set_cookie(COOKIE, wish, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response


def local_path(wish: str) -> str:
    """Return `wish` if it is a path of ours, else the front page; `?lang=` would outrank the cookie, so it goes."""
    is_local = wish.startswith("/") and url_has_allowed_host_and_scheme(wish, allowed_hosts=None)
    if not is_local or not wish.isprintable():
        return "/"
    path, _, query = wish.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("lang="))
    return f"{path}?{kept}" if kept else path
