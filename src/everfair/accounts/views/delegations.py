"""The delegations that a person runs, and one of them at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.queries.delegations import delegations_of, imports_of, officer_of, overview_of
from everfair.kernel.access import permission
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NEWEST = 3


@permission("accounts.list_delegations")
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    words = {"current_tab": "delegations", "delegations": delegations_of(person_of(request))}
    return render(request, "accounts/delegation_list.html", words)


@permission("accounts.run_delegation")
@never_cache
@require_safe
def overview(request: HttpRequest, public_id: str) -> HttpResponse:
    officer = officer_of(person_of(request), public_id)
    words = {
        "officer": officer,
        "current_tab": "overview",
        "overview": overview_of(officer.delegation, get_language() or DEFAULT_LANGUAGE),
        "imports": imports_of(officer.delegation)[:NEWEST],
    }
    return render(request, "accounts/delegation.html", words)
