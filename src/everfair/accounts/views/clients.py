"""The operators' desk: other sites that sign people in with the fair's accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from everfair.accounts.access import can_manage_clients
from everfair.accounts.domain.clients import change_client, register_client, remove_client, renew_secret
from everfair.accounts.interfaces.acting import person_of
from everfair.accounts.interfaces.client_form import NewSiteForm, SiteForm, described
from everfair.accounts.queries.clients import client_by_id, registered_clients
from everfair.accounts.queries.connections import learned
from everfair.accounts.queries.grants import grants_of
from everfair.accounts.site_adapter import SiteAdapter
from everfair.kernel.access import permission, require
from everfair.kernel.errors import DomainError

if TYPE_CHECKING:
    from allauth.idp.oidc.models import Client
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30
UNPROCESSABLE = 422
_TAB = {"current_tab": "clients"}

_operators = permission("accounts.manage_clients")


@_operators
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    _require_operator(request)
    page = Paginator(registered_clients(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(client, learned(client.get_scopes())) for client in page]
    words = {**_TAB, "page": page, "rows": rows, "issuer": SiteAdapter(request).get_issuer()}
    return render(request, "accounts/clients.html", words)


@_operators
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a site; its secret is shown in the answer that made it, and never again."""
    _require_operator(request)
    form = NewSiteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            client, secret = register_client(
                form.particulars(is_public=form.cleaned_data["kind"] == "public"), actor=person_of(request)
            )
        except DomainError as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return _shown(request, client, secret)
    return render(
        request, "accounts/client_new.html", {**_TAB, "form": form}, status=UNPROCESSABLE if form.is_bound else 200
    )


@_operators
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, client_id: str) -> HttpResponse:
    _require_operator(request)
    client = client_by_id(client_id)
    form = SiteForm(request.POST if request.method == "POST" else None, initial=described(client))
    if form.is_bound and form.is_valid():
        try:
            changed = change_client(client_id, form.particulars(is_public=False), actor=person_of(request))
        except DomainError as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("%(name)s is changed.") % {"name": changed.name})
            return redirect("accounts:client-list")
    return _page(request, client, form)


@_operators
@never_cache
@require_POST
def renew(request: HttpRequest, client_id: str) -> HttpResponse:
    _require_operator(request)
    client, secret = renew_secret(client_id, actor=person_of(request))
    return _shown(request, client, secret)


@_operators
@require_POST
def remove(request: HttpRequest, client_id: str) -> HttpResponse:
    _require_operator(request)
    client = remove_client(client_id, actor=person_of(request))
    messages.success(request, _("%(name)s can no longer sign anybody in.") % {"name": client.name})
    return redirect("accounts:client-list")


def _page(request: HttpRequest, client: Client, form: SiteForm) -> HttpResponse:
    words = {**_TAB, "client": client, "form": form, "issuer": SiteAdapter(request).get_issuer()}
    return render(request, "accounts/client.html", words, status=UNPROCESSABLE if form.is_bound else 200)


def _shown(request: HttpRequest, client: Client, secret: str) -> HttpResponse:
    words = {**_TAB, "client": client, "secret": secret, "issuer": SiteAdapter(request).get_issuer()}
    return render(request, "accounts/client_secret.html", words)


def _require_operator(request: HttpRequest) -> None:
    require(can_manage_clients(grants_of(person_of(request))))
