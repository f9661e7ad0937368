"""Found an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.accounts.domain.organisations import found_organisation
from everfair.accounts.interfaces.acting import act_for, person_of
from everfair.accounts.interfaces.next_page import next_page
from everfair.accounts.interfaces.organisation_form import OrganisationForm
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.models import Organisation


@permission("accounts.found_organisation")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (organisation := _found(request, form)):
        act_for(request, organisation.public_id)
        messages.success(request, _("You now act for %(name)s.") % {"name": organisation.name})
        return redirect(next_page(request, reverse("accounts:me")))
    words = {"form": form, "next": next_page(request, "")}
    return render(request, "accounts/organisation_new.html", words, status=422 if form.is_bound else 200)


def _found(request: HttpRequest, form: OrganisationForm) -> Organisation | None:
    try:
        return found_organisation(person_of(request), **form.particulars())
    except DomainError as refusal:
        form.add_error(refusal.field, str(refusal))
        return None
