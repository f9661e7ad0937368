"""Register an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.accounts.domain.organisations import found_organisation
from everfair.accounts.errors import LooksLikeAnother
from everfair.accounts.interfaces.acting import act_for, person_of
from everfair.accounts.interfaces.next_page import next_page
from everfair.accounts.interfaces.organisation_form import OrganisationForm
from everfair.accounts.queries.likeness import doubles_told, looks_like
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.models import Organisation, OrganisationDocument


@permission("accounts.found_organisation")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST, request.FILES) if request.method == "POST" else OrganisationForm()
    if form.is_bound:
        is_valid = form.is_valid()
        papers = form.keep_papers(person_of(request))
        if is_valid and form.is_valid() and (organisation := _found(request, form, papers)):
            act_for(request, organisation.public_id)
            messages.success(request, _("You now act for %(name)s.") % {"name": organisation.name})
            return redirect(next_page(request, reverse("accounts:organisation-profile", args=[organisation.public_id])))
    words = {"form": form, "next": next_page(request, ""), "current_tab": "organisations"}
    return render(request, "accounts/organisation_new.html", words, status=422 if form.is_bound else 200)


def _found(request: HttpRequest, form: OrganisationForm, papers: list[OrganisationDocument]) -> Organisation | None:
    given, is_another = form.given(), form.cleaned_data["is_another"]
    try:
        return found_organisation(person_of(request), **given, is_another=is_another, papers=papers)
    except LooksLikeAnother as refusal:
        alike = looks_like(given["name"], country=given["country"], number=given["registration_number"])
        form.alike = doubles_told(person_of(request), alike)
        form.add_error(None, str(refusal))
    except DomainError as refusal:
        form.add_error(refusal.field, str(refusal))
    return None
