"""An organisation's workspace: what waits for me, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.interfaces.acting import acting_member, acts_for, person_of
from everfair.accounts.interfaces.workspace_parts import figures_of, next_steps, waiting_things
from everfair.accounts.queries.members import member_of
from everfair.kernel.access import permission
from everfair.kernel.realtime import channel_token

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.view_workspace")
@never_cache
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    member = member_of(person_of(request), public_id)
    acts = acts_for(request, member.organisation)
    words = {
        "current_tab": "overview",
        "member": member,
        "acts": acts,
        "acting": acting_member(request),
        "waiting": waiting_things([member])[member.organisation.pk],
        "steps": next_steps(request, member) if acts else [],
        "figures": figures_of(member),
        "live": channel_token([f"organisation.{public_id}"], key=settings.SECRET_KEY),
    }
    return render(request, "accounts/workspace.html", words)
