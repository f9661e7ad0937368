"""Erase my account: what goes, what stays, what has to be settled first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from everfair.accounts.domain.erasure import erase_person
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.privacy_forms import ErasureForm
from everfair.accounts.interfaces.recent_proof import ask_for_proof, proof_address, proved_recently
from everfair.accounts.privacy_errors import StillTied
from everfair.kernel.access import permission
from everfair.kernel.personal_data import ties_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.erase_person")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, ErasureForm())
    if not proved_recently(request):
        return ask_for_proof(request.path)
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        erase_person(person_of(request))
    except StillTied as refusal:
        return _page(request, form, status=refusal.status)
    logout(request)
    return redirect("accounts:person-erased")


@permission("accounts.view_erased", public=True)
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/privacy/erased.html")


def _page(request: HttpRequest, form: ErasureForm, *, status: int = 200) -> HttpResponse:
    words = {
        "current_tab": "privacy",
        "form": form,
        "ties": ties_of(person_of(request)),
        "proved": proved_recently(request),
        "proof_address": proof_address(request.path),
    }
    return render(request, "accounts/privacy/erase.html", words, status=status)
