"""The front of the operators' desk: what waits, and the ways to the editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.access import can_enter_desk
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.queries.people import staff_of_person
from everfair.kernel.access import permission, require
from everfair.kernel.waiting import piles_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.enter_desk")
@never_cache
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    require(can_enter_desk(grants_here(request)))
    words = {"current_tab": "desk", "piles": piles_for(request), "grants": staff_of_person(person_of(request))}
    return render(request, "accounts/desk/front.html", words)
