"""Mine: what waits for me first, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from everfair.accounts.public import require_member
from everfair.kernel.access import permission
from everfair.kernel.realtime import channel_token
from everfair.negotiation.queries.lists import Show, negotiations_of, rows_for, waiting_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PER_PAGE = 20
WAITING_FIRST = 10

CHIPS: dict[Show, _StrPromise] = {
    Show.ALL: _("All"),
    Show.WAITING: _("Waiting for us"),
    Show.TALKS: _("In talks"),
    Show.CLOSED: _("Closed"),
}


@permission("negotiation.view_negotiations")
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    member = require_member(request)
    organisation = member.organisation
    wish = request.GET.get("show", "")
    show = Show(wish) if wish in list(Show) else Show.ALL
    page = Paginator(negotiations_of(organisation.pk, show), PER_PAGE).get_page(request.GET.get("page"))
    waiting = waiting_of(organisation.pk)
    leads = show is Show.ALL and page.number == 1
    words = {
        "member": member,
        "show": show,
        "chips": CHIPS,
        "heading": CHIPS[show],
        "page": page,
        "rows": rows_for(member, page),
        "waiting": rows_for(member, waiting[:WAITING_FIRST]) if leads else [],
        "waiting_count": waiting.count(),
        "viewer_zone": member.person.time_zone,
        "live": channel_token([f"organisation.{organisation.public_id}"], key=settings.SECRET_KEY),
    }
    return render(request, "negotiation/list.html", words)
