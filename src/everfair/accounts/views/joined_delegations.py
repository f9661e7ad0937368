"""An organisation's delegations: invitations answered, memberships ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.access import can_answer_delegation
from everfair.accounts.domain.delegations import decline_delegation, join_delegation
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.queries.delegations import delegations_joined
from everfair.accounts.queries.members import member_of
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.view_joined_delegations")
@never_cache
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    member = member_of(person_of(request), public_id)
    words = {
        "member": member,
        "current_tab": "delegations",
        "joined": delegations_joined(member.organisation),
        "can_answer": can_answer_delegation(member),
    }
    return render(request, "accounts/joined_delegations.html", words)


@permission("accounts.answer_delegation")
@require_POST
def join(request: HttpRequest, public_id: str, delegation_id: str) -> HttpResponse:
    joined = join_delegation(member_of(person_of(request), public_id), delegation_id)
    words = {"name": joined.delegation.name}
    messages.success(request, _("You come with %(name)s. Its officers see your outcomes now.") % words)
    return redirect("accounts:organisation-delegations", public_id)


@permission("accounts.answer_delegation")
@require_POST
def leave(request: HttpRequest, public_id: str, delegation_id: str) -> HttpResponse:
    left = decline_delegation(member_of(person_of(request), public_id), delegation_id)
    messages.success(request, _("You are not with %(name)s.") % {"name": left.delegation.name})
    return redirect("accounts:organisation-delegations", public_id)
