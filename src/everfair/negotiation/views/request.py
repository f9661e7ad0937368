"""Request a negotiation about a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.accounts.public import border_question, require_member
from everfair.exhibition.public import project_for_negotiation
from everfair.kernel.access import permission, require
from everfair.negotiation.access import can_request
from everfair.negotiation.domain.negotiation import counterpart_of, ensure_may_begin, request_negotiation
from everfair.negotiation.errors import AlreadyNegotiating
from everfair.negotiation.interfaces.forms import RequestForm
from everfair.negotiation.interfaces.opening import suggest_opening
from everfair.negotiation.queries.open import open_negotiation
from everfair.negotiation.queries.replies import usual_reply_time

if TYPE_CHECKING:
    from everfair.accounts.public import Member
    from everfair.exhibition.public import ProjectCard


@permission("negotiation.request_negotiation")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or send the request; who already negotiates about the project is led there."""
    member = require_member(request)
    require(can_request(member))
    project = project_for_negotiation(request.GET.get("project", ""))
    try:
        return _send(request, project, member) if request.method == "POST" else _show(request, project, member)
    except AlreadyNegotiating as refusal:
        messages.info(request, str(refusal))
        return redirect("negotiation:negotiation-view", refusal.negotiation)


def _show(request: HttpRequest, project: ProjectCard, member: Member) -> HttpResponse:
    ensure_may_begin(project, actor=member)
    if existing := open_negotiation(project.id, member.organisation.pk):
        raise AlreadyNegotiating(existing)
    question = border_question(member, counterpart_of(project))
    return _page(request, project, RequestForm(initial=suggest_opening(project, member), question=question))


def _send(request: HttpRequest, project: ProjectCard, member: Member) -> HttpResponse:
    form = RequestForm(request.POST, question=border_question(member, counterpart_of(project)))
    if not form.is_valid():
        return _page(request, project, form)
    words = form.cleaned_data
    with atomic():
        form.keep_answer(member.person)
        negotiation = request_negotiation(project, actor=member, subject=words["subject"], message=words["message"])
    return redirect("negotiation:negotiation-view", negotiation.public_id)


def _page(request: HttpRequest, project: ProjectCard, form: RequestForm) -> HttpResponse:
    words = {
        "project": project,
        "form": form,
        "reply_time": usual_reply_time(project.organisation_id),
    }
    return render(request, "negotiation/request.html", words, status=422 if form.is_bound else 200)
