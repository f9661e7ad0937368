"""The link in a letter that ends such mail: a page for people, one request for mail programs (RFC 8058)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from everfair.kernel.access import permission
from everfair.notifications.domain.wishes import end_mail
from everfair.notifications.interfaces.way_out import ALL_KINDS, read_way_out
from everfair.notifications.kinds import kind_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("notifications.unsubscribe", public=True)
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask by GET, since mail programs look at links; end it by POST, without a session, as the link is signed."""
    public_id, key = read_way_out(token)
    is_all = key == ALL_KINDS or request.POST.get("what") == "all"
    words: dict[str, object] = {"kind": None if key == ALL_KINDS else kind_of(key), "is_all": is_all}
    if request.method == "POST":
        end_mail(public_id, None if is_all else key)
        words["is_done"] = True
    return render(request, "notifications/unsubscribe.html", words)
