"""All my organisations: what waits in each, who has invited me, which delegations I run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.domain.invitations import key_of
from everfair.accounts.interfaces.acting import chosen_member, memberships, person_of
from everfair.accounts.interfaces.workspace_parts import waiting_things
from everfair.accounts.models import Delegation
from everfair.accounts.queries.invitations import invitations_for
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.view_organisations")
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    members = memberships(request)
    waiting = waiting_things(members)
    words = {
        "current_tab": "organisations",
        "members": [(member, waiting[member.organisation.pk]) for member in members],
        "acting": chosen_member(request, members),
        "invitations": [(invitation, key_of(invitation)) for invitation in invitations_for(person)],
        "delegations": Delegation.objects.filter(officers__person=person).select_related("edition").order_by("-id"),
    }
    return render(request, "accounts/organisation_list.html", words)
