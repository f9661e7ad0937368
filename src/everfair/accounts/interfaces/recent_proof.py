"""Whether somebody proved a moment ago that they are who the session says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from everfair.kernel.clock import now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PROOF_LASTS_SECONDS = 15 * 60


def proved_recently(request: HttpRequest) -> bool:
    """Tell whether the person signed in, or proved it again, within a quarter of an hour.

    Who only comes in through an outside provider has nothing to prove it with here; the session has to do.
    """
    if not get_reauthentication_flows(request.user):
        return True
    proofs = [record.get("at", 0) for record in get_authentication_records(request, request.user)]
    return now().timestamp() - max(proofs, default=0) < PROOF_LASTS_SECONDS


def ask_for_proof(path: str) -> HttpResponse:
    """Lead to the page where it is proved, and from there to `path`."""
    return redirect(proof_address(path))


def proof_address(path: str) -> str:
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': path})}"
