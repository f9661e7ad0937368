"""Who may watch a stream for invited people: added by the mail address of an account, and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everfair.kernel.errors import DomainError
from everfair.live.domain.invitees import invite_viewer, remove_viewer
from everfair.live.interfaces.forms import InviteForm
from everfair.live.views.desk import show
from everfair.live.views.desk_entry import REFUSED_FORM, Desk, at_desk, refuse, to_desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@require_POST
@at_desk("live.invite_viewer")
def invite(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    form = InviteForm(request.POST)
    if not form.is_valid():
        return show(request, desk, invite_form=form, status=REFUSED_FORM)
    try:
        invitee = invite_viewer(desk.stream, actor=desk.runner, email=form.cleaned_data["email"])
    except DomainError as error:
        return show(request, desk, invite_form=form, status=refuse(form, error))
    messages.success(request, _("%(name)s may watch.") % {"name": invitee.person.name})
    return to_desk(desk.stream)


@require_POST
@at_desk("live.remove_viewer")
def remove(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    remove_viewer(desk.stream, actor=desk.runner, person_id=request.POST.get("person", ""))
    messages.success(request, _("The invitation is withdrawn."))
    return to_desk(desk.stream)
