"""One event."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from everfair.accounts.public import name_of_country
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.addresses import public_id_of, slug_of
from everfair.kernel.languages import DEFAULT_LANGUAGE
from everfair.kernel.pages import add_tags, public_page
from everfair.programme.beside_sessions import links_beside
from everfair.programme.queries.event import event_by_id


@permission("programme.view_event", public=True)
@require_safe
@public_page("programme")
def show_event(request: HttpRequest, edition: str, slug: str) -> HttpResponse:
    fair = edition_by_slug(edition)
    event = event_by_id(fair, public_id_of(slug))
    right_slug = slug_of(event.title, event.public_id)
    if slug != right_slug:
        return redirect("programme:event-view", edition, right_slug, permanent=True)
    language = getattr(request, "LANGUAGE_CODE", DEFAULT_LANGUAGE)
    sessions = list(event.sessions.all())
    links = links_beside(fair, [session.pk for session in sessions])
    context = {
        "edition": fair,
        "event": event,
        "sessions": [(session, links[session.pk]) for session in sessions],
        "zone": ZoneInfo(fair.zone_id),
        "country": name_of_country(event.country, language) if event.country else "",
    }
    tags = [link.tag for beside in links.values() for link in beside]
    return add_tags(render(request, "programme/event.html", context), f"event-{event.public_id}", *tags)
