"""The operators' desk for delegations: all of them, and a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from everfair.accounts.domain.delegations import open_delegation
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.delegation_forms import DelegationForm
from everfair.accounts.queries.delegations import operated_delegations, operated_editions
from everfair.kernel.access import permission, require
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from everfair.accounts.models import Delegation, Person


@permission("accounts.open_delegations")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    editions = operated_editions(person)
    require(bool(editions))
    form = DelegationForm(request.POST if request.method == "POST" else None, editions=editions)
    if form.is_bound and form.is_valid() and (opened := _opened(form, person)):
        messages.success(request, _("%(name)s is open. Name its officers.") % {"name": opened.name})
        return redirect("accounts:delegation-officers", opened.public_id)
    words = {"current_tab": "delegations", "form": form, "delegations": operated_delegations(person)}
    return render(request, "accounts/delegation_desk.html", words, status=422 if form.is_bound else 200)


def _opened(form: DelegationForm, person: Person) -> Delegation | None:
    try:
        return open_delegation(
            form.chosen_edition, actor=person, kind=form.cleaned_data["kind"], name=form.text("name")
        )
    except DomainError as refusal:
        form.add_error(refusal.field, str(refusal))
        return None
