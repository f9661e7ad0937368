"""One application in full, and the answers to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.access import can_vet_organisations
from everfair.accounts.domain.vetting import (
    approve_organisation,
    ask_organisation,
    refuse_organisation,
    set_level,
)
from everfair.accounts.domain.vetting_steps import MOVES
from everfair.accounts.enums import OrganisationState
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.desk import grants_here
from everfair.accounts.interfaces.next_page import next_page
from everfair.accounts.interfaces.vetting_forms import AnswerForm, LevelForm
from everfair.accounts.queries.grants import Grant
from everfair.accounts.queries.likeness import alike_of
from everfair.accounts.queries.standing import standing_of
from everfair.accounts.queries.vetting import application, shown_beside
from everfair.kernel.access import permission, require
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.queries.vetting import Application


LEVEL_IDS = "level_%s"


@permission("accounts.vet_organisations")
@never_cache
@require_safe
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    return _review(request, application(vetters_grants(request), public_id))


@permission("accounts.vet_organisations")
@never_cache
@require_POST
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("%(name)s is approved and was told so.")
    return _answer(request, public_id, AnswerForm(request.POST), done=done, act=approve_organisation)


@permission("accounts.vet_organisations")
@never_cache
@require_POST
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("%(name)s was asked, and comes back with the answer.")
    return _answer(request, public_id, AnswerForm(request.POST), done=done, act=ask_organisation)


@permission("accounts.vet_organisations")
@never_cache
@require_POST
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("%(name)s is refused and was told why.")
    return _answer(request, public_id, AnswerForm(request.POST), done=done, act=refuse_organisation)


@permission("accounts.vet_organisations")
@never_cache
@require_POST
def level(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("The level of %(name)s is set.")
    return _answer(request, public_id, LevelForm(request.POST, auto_id=LEVEL_IDS), done=done, act=set_level)


def vetters_grants(request: HttpRequest) -> list[Grant]:
    """Return what the person runs; `Forbidden` for whom vets nothing."""
    grants = grants_here(request)
    require(can_vet_organisations(grants))
    return grants


def _answer(
    request: HttpRequest, public_id: str, form: AnswerForm, *, done: str, act: Callable[..., object]
) -> HttpResponse:
    """Act, and go back to the desk; or show the application as it is now, with the refusal and what was typed."""
    grants = vetters_grants(request)
    organisation = application(grants, public_id)
    status = 422
    if form.is_valid():
        try:
            act(organisation, actor=person_of(request), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(refusal.field, str(refusal))
            status = refusal.status
        else:
            messages.success(request, done % {"name": organisation.name})
            return redirect(next_page(request, reverse("accounts:organisation-vetting")))
    return _review(request, application(grants, public_id), form, status=status)


def _review(
    request: HttpRequest, organisation: Application, form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    is_level = isinstance(form, LevelForm)
    beside = shown_beside(grants_here(request))
    words = {
        "current_tab": "vetting",
        "organisation": organisation,
        "standing": standing_of(organisation),
        "alike": alike_of([organisation], beside).get(organisation.pk, []),
        "moves": MOVES[OrganisationState(organisation.state)],
        "form": form if form and not is_level else AnswerForm(),
        "level_form": form if is_level else LevelForm(initial={"level": organisation.level}, auto_id=LEVEL_IDS),
        "next": next_page(request, reverse("accounts:organisation-vetting")),
    }
    return render(request, "accounts/vetting_review.html", words, status=status)
