"""Signing in with an outside identity provider: there, back, and the page of the first time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.views import SignupView
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.errors import OutsideFault, OutsideMailKnown
from everfair.accounts.interfaces.next_page import next_page
from everfair.accounts.interfaces.onward import onward
from everfair.accounts.interfaces.recent_proof import ask_for_proof, proved_recently
from everfair.accounts.outside.client import OutsideClient
from everfair.accounts.outside.provider import OutsideProvider, name_of_provider
from everfair.accounts.views.kept import KeepsWhatWasTyped
from everfair.kernel.access import ask_to_sign_in, permission
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_LOGGED = 300

_open = permission("accounts.sign_in_from_outside", public=True)
log = logging.getLogger(__name__)


@_open
@never_cache
@require_POST
def start(request: HttpRequest, provider: str) -> HttpResponse:
    """Lead to the provider; with `process=connect` the signed-in person adds it to their account."""
    outside = _provider(request, provider)
    wants_connection = request.POST.get("process") == AuthProcess.CONNECT
    if wants_connection and not request.user.is_authenticated:
        return ask_to_sign_in(request)
    if wants_connection and not proved_recently(request):
        return ask_for_proof(reverse("accounts:connection-list"))
    process = AuthProcess.CONNECT if wants_connection else AuthProcess.LOGIN
    try:
        there = outside.redirect(request, process, next_page(request, "") or None)
    except OutsideFault as fault:
        return fault_page(request, provider, fault)
    return onward(request, there["Location"], name_of_provider(provider))


@_open
@never_cache
@require_safe
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """Take the answer of the provider."""
    _provider(request, provider)
    try:
        response: HttpResponse = OAuth2CallbackView.adapter_view(OutsideClient(request, provider))(request)
    except OutsideFault as fault:
        return fault_page(request, provider, fault)
    return response


class OutsideSignUp(KeepsWhatWasTyped, SignupView):
    """The page of the first time; without a sign-in under way it leads to the entrance."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().dispatch(request, *args, **kwargs)
        except SocialApp.DoesNotExist:  # the administrator has just taken the provider out of the settings
            return redirect("account_login")
        except OutsideFault as fault:
            return fault_page(request, self.sociallogin.account.provider, fault)
        return response

    def get_context_data(self, **words: Any) -> dict[str, Any]:
        name = name_of_provider(self.sociallogin.account.provider)
        return {**super().get_context_data(**words), "provider_name": name}

    def get_authenticated_redirect_url(self) -> str:
        return reverse("accounts:connection-list")


sign_up = _open(never_cache(OutsideSignUp.as_view()))


def fault_page(request: HttpRequest, provider: str, fault: OutsideFault) -> HttpResponse:
    """Say what went wrong, and the ways on from there; the log says why, for the administrator."""
    log.warning("signing in with %s: %s (%s)", provider, fault.code, str(fault.__cause__ or "")[:MOST_LOGGED])
    words = {
        "name": name_of_provider(provider),
        "sentence": str(fault),
        "must_sign_in_first": isinstance(fault, OutsideMailKnown),
    }
    return render(request, "identity/fault.html", words, status=fault.status)


def _provider(request: HttpRequest, provider: str) -> OutsideProvider:
    """Return a provider of the settings; `NotFound` for any other."""
    try:
        found: OutsideProvider = get_adapter().get_provider(request, provider)
    except SocialApp.DoesNotExist:
        raise NotFound from None
    if found.sub_id != provider:
        raise NotFound
    return found
