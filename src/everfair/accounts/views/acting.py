"""Switch the organisation that one acts for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from everfair.accounts.interfaces.acting import act_for
from everfair.accounts.interfaces.next_page import next_page
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.switch_organisation")
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    member = act_for(request, request.POST.get("organisation", ""))
    if member is None:
        raise NotFound
    return redirect(next_page(request, reverse("accounts:workspace-view", args=[member.organisation.public_id])))
