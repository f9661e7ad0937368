"""My connections: accounts elsewhere that I sign in with, and sites that I sign in to from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.domain.authorisations import withdraw_site
from everfair.accounts.domain.connections import disconnect_outside
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.recent_proof import ask_for_proof, proved_recently
from everfair.accounts.outside.adapter import tell_about_connection
from everfair.accounts.outside.provider import listed_providers, name_of_provider
from everfair.accounts.queries.connections import connections_of, sites_knowing
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@permission("accounts.manage_connections")
@never_cache
@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    connected = connections_of(person)
    taken = {connection.provider for connection in connected}
    words = {
        "current_tab": "connections",
        "connected": connected,
        "offered": {provider: name for provider, name in listed_providers().items() if provider not in taken},
        "sites": sites_knowing(person),
        "zone": person.time_zone,
    }
    return render(request, "accounts/connections.html", words)


@permission("accounts.manage_connections")
@require_POST
def disconnect(request: HttpRequest, provider: str) -> HttpResponse:
    if not proved_recently(request):
        return ask_for_proof(reverse("accounts:connection-list"))
    person = person_of(request)
    if not disconnect_outside(person, provider):
        raise NotFound
    tell_about_connection(person, "account_disconnected", provider)
    messages.success(request, _("%(name)s is disconnected.") % {"name": name_of_provider(provider)})
    return redirect("accounts:connection-list")


@permission("accounts.manage_connections")
@require_POST
def withdraw(request: HttpRequest, client_id: str) -> HttpResponse:
    if not withdraw_site(person_of(request), client_id):
        raise NotFound
    messages.success(request, _("The site can no longer learn anything about you here."))
    return redirect("accounts:connection-list")
