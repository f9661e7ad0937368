"""Mine: what waits for me first, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from everfair.accounts.public import can_follow_negotiations, require_member
from everfair.kernel.access import permission, require
from everfair.kernel.realtime import channel_token
from everfair.negotiation.queries.lists import MOST_COUNTED, Place, Show, count_waiting, page_for

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PER_PAGE = 20
WAITING_FIRST = 10

CHIPS: dict[Show, _StrPromise] = {
    Show.ALL: _("All"),
    Show.WAITING: _("Waiting for us"),
    Show.MINE: _("Led by me"),
    Show.TALKS: _("In talks"),
    Show.CLOSED: _("Closed"),
}


@permission("negotiation.view_negotiations")
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    member = require_member(request)
    require(can_follow_negotiations(member))
    wish = request.GET.get("show", "")
    part = Show(wish) if wish in list(Show) else Show.ALL
    before = Place.read(request.GET.get("before", ""))
    leads = part is Show.ALL and before is None
    words = {
        "current_tab": "negotiations",
        "member": member,
        "show": part,
        "chips": CHIPS,
        "heading": CHIPS[part],
        "page": page_for(member, part, limit=PER_PAGE, before=before),
        "is_first": before is None,
        "waiting": page_for(member, Show.WAITING, limit=WAITING_FIRST).rows if leads else [],
        "waiting_count": count_waiting(member.organisation.pk),
        "most_counted": MOST_COUNTED,
        "viewer_zone": member.person.time_zone,
        "live": channel_token([f"organisation.{member.organisation.public_id}"], key=settings.SECRET_KEY),
    }
    return render(request, "negotiation/list.html", words)
