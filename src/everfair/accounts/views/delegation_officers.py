"""The officers of a delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from everfair.accounts.access import can_dismiss_officer, can_run_delegation
from everfair.accounts.domain.delegations import dismiss_officer, name_officer
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.delegation_forms import OfficerForm
from everfair.accounts.queries.delegations import officer_now, officer_of, officers_of
from everfair.kernel.access import permission
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.models import Person
    from everfair.accounts.officer import Officer


@permission("accounts.run_delegation")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def officers(request: HttpRequest, public_id: str) -> HttpResponse:
    officer = officer_of(person_of(request), public_id)
    form = OfficerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (named := _named(officer, form)):
        messages.success(request, _("%(name)s is an officer of the delegation.") % {"name": named.name})
        return redirect("accounts:delegation-officers", public_id)
    rows = [(row, can_dismiss_officer(officer, row.person)) for row in officers_of(officer.delegation)]
    words = {"officer": officer, "current_tab": "officers", "form": form, "officers": rows}
    return render(request, "accounts/delegation_officers.html", words, status=422 if form.is_bound else 200)


@permission("accounts.run_delegation")
@require_POST
def dismiss(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    officer = officer_of(person_of(request), public_id)
    dismiss_officer(officer, person_id=person_id)
    messages.success(request, _("The office is ended."))
    is_still_one = can_run_delegation(officer_now(officer.person, officer.delegation))
    return redirect("accounts:delegation-officers", public_id) if is_still_one else redirect("accounts:delegation-list")


def _named(officer: Officer, form: OfficerForm) -> Person | None:
    try:
        return name_officer(officer, email=form.cleaned_data["email"])
    except DomainError as refusal:
        form.add_error(refusal.field, str(refusal))
        return None
