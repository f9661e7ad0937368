"""My data: what I agreed to, my downloads, who looked at my account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.domain.consents import give_consent, withdraw_consent
from everfair.accounts.enums import ConsentPurpose
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.queries.consents import answers_of
from everfair.accounts.queries.privacy import exports_of, looks_at
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.view_privacy")
@never_cache
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    words = {
        "current_tab": "privacy",
        "answers": answers_of(person),
        "exports": exports_of(person),
        "looks": looks_at(person),
        "zone": person.time_zone,
    }
    return render(request, "accounts/privacy/privacy.html", words)


@permission("accounts.answer_consent")
@require_POST
def give(request: HttpRequest, purpose: str) -> HttpResponse:
    """Agree to a question that names nobody; those that name somebody are asked where they matter."""
    if purpose not in ConsentPurpose.values or purpose == ConsentPurpose.CROSS_BORDER:
        raise NotFound
    give_consent(person_of(request), purpose)
    messages.success(request, _("Your consent is recorded. You can take it back here at any time."))
    return redirect("accounts:privacy")


@permission("accounts.answer_consent")
@require_POST
def withdraw(request: HttpRequest, purpose: str) -> HttpResponse:
    if purpose not in ConsentPurpose.values:
        raise NotFound
    withdraw_consent(person_of(request), purpose, recipient=request.POST.get("recipient", "").replace("\x00", ""))
    messages.success(request, _("Your consent is taken back. It ends now; what was done by it before stays right."))
    return redirect("accounts:privacy")
