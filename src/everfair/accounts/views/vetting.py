"""The operator's list of organisations that wait for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.access import can_vet_organisations
from everfair.accounts.domain.organisations import approve_organisation, refuse_organisation
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.me_forms import RefusalForm
from everfair.accounts.models import Organisation
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.queries.organisations import applications
from everfair.kernel.access import permission, require
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

PER_PAGE = 30


@permission("accounts.vet_organisations")
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    return _page(request)


@permission("accounts.vet_organisations")
@require_POST
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    organisation = _organisation(request, public_id)
    approve_organisation(organisation, actor=person_of(request))
    messages.success(request, _("%(name)s is approved and was told so.") % {"name": organisation.name})
    return redirect("accounts:organisation-vetting")


@permission("accounts.vet_organisations")
@never_cache
@require_POST
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    organisation = _organisation(request, public_id)
    form = _refusal(public_id, request.POST)
    if not form.is_valid():
        return _page(request, public_id, form)
    refuse_organisation(organisation, actor=person_of(request), reason=form.cleaned_data["reason"])
    messages.success(request, _("%(name)s is refused and was told why.") % {"name": organisation.name})
    return redirect("accounts:organisation-vetting")


def _organisation(request: HttpRequest, public_id: str) -> Organisation:
    _require_operator(request)
    organisation = Organisation.objects.filter(public_id=public_id).first()
    if organisation is None:
        raise NotFound
    return organisation


def _page(request: HttpRequest, refused: str = "", bound: RefusalForm | None = None) -> HttpResponse:
    """Show a page of applications; the one that could not be refused keeps what was typed."""
    _require_operator(request)
    page = Paginator(applications(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, bound if bound and row.public_id == refused else _refusal(row.public_id)) for row in page]
    words = {"page": page, "rows": rows}
    return render(request, "accounts/vetting.html", words, status=422 if bound else 200)


def _refusal(public_id: str, typed: QueryDict | None = None) -> RefusalForm:
    return RefusalForm(typed, auto_id=f"{public_id}_%s")


def _require_operator(request: HttpRequest) -> None:
    require(can_vet_organisations(grants_of(person_of(request))))
