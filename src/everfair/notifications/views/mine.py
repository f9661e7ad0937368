"""My notifications: the list, and what is done with its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.public import look_of, person_of
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.notifications.domain.reading import read_all, read_one, see_all
from everfair.notifications.kinds import kind_of
from everfair.notifications.queries.lists import by_day, has_unread, kinds_of, listed, page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("notifications.view_notifications")
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List what the person was told; what is listed counts as seen from now on."""
    person = person_of(request)
    wanted = request.GET.get("kind", "")
    kind = wanted if kind_of(wanted) else ""
    language = get_language() or DEFAULT_LANGUAGE
    page = page_of(person, language=language, kind=kind, before=request.GET.get("before", ""))
    words = {
        "current_tab": "notifications",
        "days": list(by_day(page.lines, person.time_zone)),
        "zone": person.time_zone,
        "next": page.next,
        "kinds": kinds_of(person),
        "kind": kind,
        "has_unread": has_unread(person),
    }
    answer = render(request, "notifications/list.html", words)
    if look_of(request) is None:
        see_all(person)
    return answer


@permission("notifications.view_notifications")
@require_POST
def open_line(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go to what a line is about; it is read then."""
    line = listed(person_of(request)).filter(public_id=public_id).select_related("person").first()
    if line is None:
        raise NotFound
    read_one(line)
    return redirect(line.url)


@permission("notifications.view_notifications")
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    read_all(person_of(request))
    return redirect("notifications:notification-list")
