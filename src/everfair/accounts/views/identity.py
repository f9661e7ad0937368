"""The fair as identity provider: where other sites of the fair send people to be recognised."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from allauth.core.internal.httpkit import extract_basic_auth
from allauth.idp.oidc import app_settings
from allauth.idp.oidc import views as allauth
from allauth.idp.oidc.forms import RPInitiatedLogoutForm
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from everfair.accounts.enums import SiteScope
from everfair.accounts.errors import SiteUnknown
from everfair.accounts.interfaces.onward import onward
from everfair.accounts.site_adapter import SiteAdapter
from everfair.kernel.access import permission

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest

BAD_REQUEST = 400
FOUND = 302
A_CODE = re.compile(r"[A-Za-z0-9._~-]{1,128}")
CODE_REMEMBERED_SECONDS = 600

_open = permission("accounts.identify_people", public=True)


@_open
@require_safe
def discovery(request: HttpRequest) -> HttpResponse:
    """Tell a site where everything is."""
    issuer = SiteAdapter(request).get_issuer()
    places = {
        "authorization_endpoint": "identity_authorise",
        "token_endpoint": "identity_token",
        "userinfo_endpoint": "identity_userinfo",
        "revocation_endpoint": "identity_revoke",
        "end_session_endpoint": "identity_sign_out",
        "jwks_uri": "identity_keys",
    }
    facts = {
        "issuer": issuer,
        **{name: issuer + reverse(route) for name, route in places.items()},
        "scopes_supported": SiteScope.values,
        "claims_supported": ["sub", "name", "locale", "zoneinfo", "email", "email_verified", "organisations"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": app_settings.AUTH_METHODS,
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "consent"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
    }
    return JsonResponse(facts, headers={"Access-Control-Allow-Origin": "*"})


keys = _open(require_safe(allauth.jwks))


@_open
@never_cache
@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Give a site its tokens for a code, once, however many ask at the same moment."""
    if not _is_readable(request):
        return _refused("invalid_request")
    if request.POST.get("grant_type") == "authorization_code" and not _first_use(request.POST.get("code", "")):
        return _refused("invalid_grant")
    answer: HttpResponse = allauth.token(request)
    return answer


@_open
@never_cache
@csrf_exempt
def user_info(request: HttpRequest) -> HttpResponse:
    return allauth.user_info(request) if _is_readable(request) else _refused("invalid_request")


@_open
@never_cache
@csrf_exempt
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    return allauth.revoke(request) if _is_readable(request) else _refused("invalid_request")


class SignOutForm(RPInitiatedLogoutForm):
    """People go back only to an address that the site has registered for that, letter by letter."""

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()
        client, wish = (cleaned or {}).get("client"), self.data.get("post_logout_redirect_uri")
        if wish and (client is None or wish not in client.get_post_logout_redirect_uris()):
            raise SiteUnknown
        return cleaned


class SignOut(allauth.LogoutView):
    """A site has signed somebody out, and asks whether the fair should, too."""

    form_class = SignOutForm

    def form_invalid(self, form: Form) -> HttpResponse:
        del form
        raise SiteUnknown

    def _handle(self, form: SignOutForm, op_logout: bool) -> HttpResponse:  # noqa: FBT001 -- allauth's signature
        response: HttpResponse = super()._handle(form, op_logout)
        client, address = form.cleaned_data["client"], form.cleaned_data["post_logout_redirect_uri"]
        return onward(self.request, response["Location"], client.name) if address else response


sign_out = _open(never_cache(SignOut.as_view()))


def _first_use(code: str) -> bool:
    """Tell whether a code is shown for the first time; a wrong guess at the rest of the request burns it, too."""
    if not A_CODE.fullmatch(code):
        return False
    return bool(cache.add(f"identity.code.{sha256(code.encode()).hexdigest()}", 1, CODE_REMEMBERED_SECONDS))


def _is_readable(request: HttpRequest) -> bool:
    """Tell whether the database could be asked for everything that was sent."""
    client_id, secret = extract_basic_auth(request.headers)
    sent = [client_id or "", secret or "", request.headers.get("Authorization", "")]
    sent += [value for values in request.POST.lists() for value in values[1]]
    return all("\x00" not in words for words in sent)


def _refused(error: str) -> HttpResponse:
    return JsonResponse({"error": error}, status=BAD_REQUEST)
