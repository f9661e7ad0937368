"""Projects as their exhibitor writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from everfair.exhibition.domain.projects import change_project, create_project, publish_project, withdraw_project
from everfair.exhibition.errors import ChangedMeanwhile
from everfair.exhibition.interfaces.forms import ProjectForm, project_initial
from everfair.exhibition.interfaces.saved import with_saved
from everfair.exhibition.queries.pages import project_page_of
from everfair.exhibition.queries.workspace import own_project
from everfair.exhibition.views.desk import REFUSED_FORM, Desk, at_desk, refuse
from everfair.exhibition.views.showing import project_context
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from everfair.exhibition.models import Project


@require_http_methods(["GET", "POST"])
@at_desk("exhibition.create_project")
def create(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method == "POST":
        return _created(request, desk)
    return _form(request, desk, form=ProjectForm(initial={"sector": desk.exhibitor.sector.code}))


@require_http_methods(["GET", "POST"])
@at_desk("exhibition.change_project")
def edit(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    project = own_project(desk.exhibitor, public_id)
    if request.method == "POST":
        return _changed(request, desk, project=project)
    return _form(request, desk, form=ProjectForm(initial=project_initial(project)), project=project)


@require_GET
@at_desk("exhibition.preview_project")
def preview(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    project = own_project(desk.exhibitor, public_id)
    page = project_page_of(desk.edition, project)
    return render(request, "exhibition/project_preview.html", project_context(request, desk.edition, page))


@require_POST
@at_desk("exhibition.publish_project")
def publish(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    publish_project(own_project(desk.exhibitor, public_id), actor=desk.member)
    messages.success(request, _("Your project is published. Anyone can read it and ask for a negotiation."))
    return redirect("exhibition:workspace", desk.edition.slug)


@require_POST
@at_desk("exhibition.withdraw_project")
def withdraw(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    withdraw_project(own_project(desk.exhibitor, public_id), actor=desk.member)
    messages.success(request, _("Your project is withdrawn. You can publish it again at any time."))
    return redirect("exhibition:workspace", desk.edition.slug)


def _created(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = ProjectForm(request.POST)
    if not form.is_valid():
        return _form(request, desk, form=form, status=REFUSED_FORM)
    try:
        project = create_project(desk.exhibitor, actor=desk.member, words=form.words())
    except DomainError as error:
        return _form(request, desk, form=form, status=refuse(form, error))
    return redirect("exhibition:project-preview", desk.edition.slug, project.public_id)


def _changed(request: HttpRequest, desk: Desk, *, project: Project) -> HttpResponse:
    form = ProjectForm(request.POST)
    if not form.is_valid():
        return _form(request, desk, form=form, project=project, status=REFUSED_FORM)
    try:
        change_project(project, actor=desk.member, version=form.cleaned_data["version"], words=form.words())
    except ChangedMeanwhile as error:
        latest = own_project(desk.exhibitor, project.public_id)
        again, saved = with_saved(ProjectForm, request.POST, project_initial(latest))
        return _form(request, desk, form=again, project=latest, status=refuse(again, error), saved=saved)
    except DomainError as error:
        return _form(request, desk, form=form, project=project, status=refuse(form, error))
    messages.success(request, _("Saved."))
    return redirect("exhibition:project-preview", desk.edition.slug, project.public_id)


def _form(request: HttpRequest, desk: Desk, *, form: ProjectForm, status: int = 200, **context: Any) -> HttpResponse:
    return render(
        request, "exhibition/project_form.html", {"edition": desk.edition, "form": form, **context}, status=status
    )
