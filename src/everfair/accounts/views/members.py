"""Who acts for an organisation: roles, and invitations on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.access import can_change_role, can_give_role, can_invite, can_remove, can_see_members
from everfair.accounts.domain.colleagues import change_role
from everfair.accounts.domain.invitations import invite
from everfair.accounts.enums import MemberRole
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.member_forms import InviteForm, RoleForm
from everfair.accounts.queries.invitations import unanswered_invitations
from everfair.accounts.queries.members import colleague_of, colleagues_of, member_of
from everfair.kernel.access import permission, require
from everfair.kernel.errors import Conflict, DomainError
from everfair.kernel.realtime import channel_token

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.member import Member

UNPROCESSABLE = 422


@permission("accounts.view_members")
@never_cache
@require_safe
def people(request: HttpRequest, public_id: str) -> HttpResponse:
    return people_page(request, member_of(person_of(request), public_id))


@permission("accounts.invite_member")
@never_cache
@require_POST
def invite_(request: HttpRequest, public_id: str) -> HttpResponse:
    actor = member_of(person_of(request), public_id)
    require(can_invite(actor, MemberRole.STATISTICS))
    form = InviteForm(actor, request.POST)
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            invitation = invite(actor=actor, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(refusal.field, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": invitation.email})
            return redirect("accounts:member-list", public_id)
    return people_page(request, actor, status=status, invite_form=form)


@permission("accounts.change_role")
@never_cache
@require_POST
def role(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    actor = member_of(person_of(request), public_id)
    target = colleague_of(actor, person_id)
    require(can_change_role(actor, target, MemberRole.STATISTICS))
    form = RoleForm(actor, target, request.POST)
    if not form.is_valid():
        return people_page(request, actor, status=UNPROCESSABLE, role_form=form)
    try:
        changed = change_role(target, actor=actor, role=form.cleaned_data["role"])
    except Conflict as refusal:
        return people_page(request, actor, status=refusal.status, refusal=str(refusal), role_form=form)
    words = {"name": changed.person.name, "role": changed.role_label}
    messages.success(request, _("%(name)s: %(role)s from now on.") % words)
    return redirect("accounts:member-list", public_id)


def people_page(
    request: HttpRequest, member: Member, *, status: int = 200, refusal: str = "", **bound: forms.Form
) -> HttpResponse:
    """Render the page; `bound` forms keep what was typed, `refusal` is the sentence on top."""
    require(can_see_members(member))
    colleagues = [
        (one, *_ways(member, one.member, bound.get("role_form"))) for one in colleagues_of(member.organisation)
    ]
    invitations = unanswered_invitations(member.organisation)
    words: dict[str, Any] = {
        "current_tab": "people",
        "member": member,
        "colleagues": colleagues,
        "invitations": [(one, can_give_role(member, one.role)) for one in invitations],
        "roles": [(each.label, each.meaning) for each in MemberRole],
        "invite_form": InviteForm(member) if can_invite(member, MemberRole.STATISTICS) else None,
        "refusal": refusal,
        "live": channel_token([f"organisation.{member.organisation.public_id}"], key=settings.SECRET_KEY),
        **bound,
    }
    return render(request, "accounts/people.html", words, status=status)


def _ways(member: Member, target: Member, bound: forms.Form | None) -> tuple[RoleForm | None, bool]:
    """Return what the viewer may do with a colleague: the form of the role, and whether to remove them."""
    may_remove = can_remove(member, target)
    if not can_change_role(member, target, MemberRole.STATISTICS):
        return None, may_remove
    form = RoleForm(member, target)
    return bound if isinstance(bound, RoleForm) and bound.prefix == form.prefix else form, may_remove
