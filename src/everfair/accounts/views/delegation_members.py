"""The members of a delegation: listed, invited, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.domain.delegations import invite_member, remove_member
from everfair.accounts.enums import DelegationMemberState, OrganisationState
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.models import Organisation
from everfair.accounts.queries.delegations import members_of, officer_of, organisations_to_invite
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50
LONGEST_WORDS = 100


@permission("accounts.run_delegation")
@never_cache
@require_safe
def members(request: HttpRequest, public_id: str) -> HttpResponse:
    """List the members; with `find` also the organisations that could be invited."""
    officer = officer_of(person_of(request), public_id)
    asked = {name: request.GET.get(name, "")[:LONGEST_WORDS].strip() for name in ("q", "find", "state", "vetting")}
    state = asked["state"] if asked["state"] in DelegationMemberState.values else ""
    vetting = asked["vetting"] if asked["vetting"] in OrganisationState.values else ""
    rows = members_of(officer.delegation, state=state, vetting=vetting, words=asked["q"])
    words = {
        "officer": officer,
        "current_tab": "members",
        "asked": asked,
        "state": state,
        "vetting": vetting,
        "states": DelegationMemberState,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "found": organisations_to_invite(officer.delegation, asked["find"]),
    }
    return render(request, "accounts/delegation_members.html", words)


@permission("accounts.run_delegation")
@require_POST
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    officer = officer_of(person_of(request), public_id)
    organisation = Organisation.objects.filter(public_id=request.POST.get("organisation", "")[:LONGEST_WORDS]).first()
    if organisation is None:
        raise NotFound
    invite_member(officer, organisation)
    messages.success(request, _("%(name)s is invited; who manages it can accept.") % {"name": organisation.name})
    return redirect("accounts:delegation-members", public_id)


@permission("accounts.run_delegation")
@require_POST
def remove(request: HttpRequest, public_id: str, organisation_id: str) -> HttpResponse:
    remove_member(officer_of(person_of(request), public_id), organisation_id)
    messages.success(request, _("The organisation is no longer with the delegation."))
    return redirect("accounts:delegation-members", public_id)
