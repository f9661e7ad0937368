"""The bell in the header: how many notices are new; every page of a signed-in person fetches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.public import look_of, person_of
from everfair.kernel.access import page_around, permission
from everfair.kernel.realtime import channel_token
from everfair.notifications.domain.notify import channel_of
from everfair.notifications.domain.reading import read_page
from everfair.notifications.queries.lists import MOST_COUNTED, count_new

if TYPE_CHECKING:
    from django.http import HttpRequest

SECONDS_TO_LISTEN = 12 * 3600


@permission("notifications.view_bell", public=True)
@never_cache
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """Count, after noting as read what is about the very page that asks; nothing for a stranger.

    While support looks, nothing is noted. `?part=count` is the inside only, for when the bell is there already.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    person = person_of(request)
    here = page_around(request).partition("?")[0]
    if here and look_of(request) is None:
        read_page(person, here)
    new = count_new(person)
    words: dict[str, object] = {"new": new, "is_more": new == MOST_COUNTED}
    if request.GET.get("part") == "count":
        return render(request, "notifications/bell_count.html", words)
    words["live"] = channel_token([channel_of(person)], key=settings.SECRET_KEY, seconds=SECONDS_TO_LISTEN)
    return render(request, "notifications/bell.html", words)
