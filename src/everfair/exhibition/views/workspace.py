"""The exhibitor's workspace, and joining an edition."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from everfair.accounts.public import require_member
from everfair.exhibition.domain.exhibitors import join_edition
from everfair.exhibition.interfaces.forms import JoinForm
from everfair.exhibition.queries.cards import booth_url
from everfair.exhibition.queries.workspace import exhibitor_of, workspace_of
from everfair.exhibition.views.desk import REFUSED_FORM, refuse
from everfair.fairs.public import edition_by_slug
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError


@require_GET
@permission("exhibition.run_workspace")
def show_workspace(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_by_slug(edition)
    workspace = workspace_of(here, require_member(request))
    booth = workspace.open_booth
    context = {
        "edition": here,
        "workspace": workspace,
        "step": workspace.next_step.value,
        "booth_url": booth_url(here.slug, workspace.member.organisation.name, booth) if booth else "",
    }
    return render(request, "exhibition/workspace.html", context)


@require_http_methods(["GET", "POST"])
@permission("exhibition.join_edition")
def join(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_by_slug(edition)
    member = require_member(request)
    if exhibitor_of(here, member):
        return redirect("exhibition:workspace", here.slug)
    form = JoinForm(here, request.POST or None)
    status = 200
    if request.method == "POST":
        status = REFUSED_FORM
        if form.is_valid():
            try:
                join_edition(here, actor=member, **form.cleaned_data)
            except DomainError as error:
                status = refuse(form, error)
            else:
                messages.success(request, _("You exhibit in this edition now. Next: your booth."))
                return redirect("exhibition:booth-build", here.slug)
    context = {"edition": here, "form": form, "member": member}
    return render(request, "exhibition/join.html", context, status=status)
