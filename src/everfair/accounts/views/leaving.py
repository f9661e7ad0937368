"""Somebody leaves, is removed, or hands their work over: always with the question who goes on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.accounts.access import can_remove, can_see_members
from everfair.accounts.domain.colleagues import end_membership
from everfair.accounts.domain.handover import hand_over, open_work
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.member_forms import HeirForm
from everfair.accounts.queries.members import colleague_of, heirs_of, member_of
from everfair.kernel.access import permission, require
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.domain.handover import Heir
    from everfair.accounts.member import Member

    Move = Callable[[Heir | None], object]

UNPROCESSABLE = 422


@permission("accounts.remove_member")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Remove a colleague, or leave."""
    actor, target = _both(request, public_id, person_id)
    return _ask(request, actor, target, move=lambda heir: end_membership(target, actor=actor, heir=heir), ends=True)


@permission("accounts.hand_over")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Give somebody's open work to a colleague, while they stay."""
    actor, target = _both(request, public_id, person_id)
    return _ask(request, actor, target, move=lambda heir: hand_over(target, actor=actor, heir=heir), ends=False)


def _both(request: HttpRequest, public_id: str, person_id: str) -> tuple[Member, Member]:
    actor = member_of(person_of(request), public_id)
    target = colleague_of(actor, person_id)
    require(can_remove(actor, target))
    return actor, target


def _ask(request: HttpRequest, actor: Member, target: Member, *, move: Move, ends: bool) -> HttpResponse:
    work = open_work(target)
    form = HeirForm(heirs_of(target), request.POST if request.method == "POST" else None, needed=bool(work))
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            move(form.named())
        except DomainError as refusal:
            form.add_error(refusal.field, str(refusal))
            status = refusal.status
        else:
            return _done(request, actor, target, ends=ends)
    is_self = actor.person.pk == target.person.pk
    words = {
        "current_tab": "people",
        "member": actor,
        "target": target,
        "work": work,
        "form": form,
        "ends": ends,
        "is_self": is_self,
    }
    return render(request, "accounts/leaving.html", words, status=status)


def _done(request: HttpRequest, actor: Member, target: Member, *, ends: bool) -> HttpResponse:
    words = {"name": target.person.name, "organisation": actor.organisation.name}
    if not ends:
        messages.success(request, _("What %(name)s led is handed over.") % words)
    elif actor.person.pk == target.person.pk:
        messages.success(request, _("You no longer act for %(organisation)s.") % words)
        return redirect("accounts:organisation-list")
    else:
        messages.success(request, _("%(name)s no longer acts for %(organisation)s.") % words)
    if not can_see_members(actor):
        return redirect("accounts:workspace-view", actor.organisation.public_id)
    return redirect("accounts:member-list", actor.organisation.public_id)
