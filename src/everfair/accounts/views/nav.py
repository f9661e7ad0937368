"""The piece of the header that knows who is signed in; public pages fetch it, so that they stay the same for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.access import can_enter_desk
from everfair.accounts.interfaces.acting import acting_member, memberships
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.interfaces.looking import look_of
from everfair.kernel.access import page_around, permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST = 6
WORKSPACES = "/organisations/"


@permission("accounts.view_nav", public=True)
@never_cache
@require_safe
def nav(request: HttpRequest) -> HttpResponse:
    here = page_around(request)
    acting = acting_member(request)
    members = memberships(request) if acting else []
    words = {
        "person": request.user,
        "user_name": request.user.name if request.user.is_authenticated else "",
        "look": look_of(request),
        "has_desk": can_enter_desk(grants_here(request)),
        "acting": acting,
        "others": [other for other in members if acting and other.organisation.pk != acting.organisation.pk][:MOST],
        "here": "" if here.startswith(WORKSPACES) else here,
        "back": f"?{urlencode({'next': here})}" if here else "",
        "edition_slug": _edition_of(here.partition("?")[0]),
    }
    return render(request, "accounts/nav.html", words)


def _edition_of(path: str) -> str:
    """Return the edition that an address belongs to, "" outside of one."""
    try:
        return str(resolve(path).kwargs.get("edition", ""))
    except Resolver404:
        return ""
