"""What another site asks when it sends somebody here to be recognised: read, checked, answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.idp.oidc.internal.oauthlib.server import get_server
from allauth.idp.oidc.models import Client
from django.utils.http import urlencode
from oauthlib.oauth2.rfc6749.errors import (
    AccessDeniedError,
    ConsentRequired,
    InvalidRequestError,
    InvalidScopeError,
    LoginRequired,
    OAuth2Error,
)

from everfair.accounts.enums import SiteScope
from everfair.accounts.errors import SiteUnknown

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

# What is read of a question; anything else is not ours to answer.
PARAMETERS = (
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "id_token_hint",
    "nonce",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
)
SHA256_CHALLENGE = "S256"


class SiteRefused(Exception):
    """The site is known, but asks for what it can't have; `address` brings it the reason."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


@dataclass(frozen=True, slots=True)
class SiteQuestion:
    """A good question: which site asks to learn what. A silent one may show the person no page."""

    client: Client
    scopes: list[str]
    details: dict[str, Any]
    query: str
    is_silent: bool
    wants_consent: bool

    def yes(self, request: HttpRequest) -> str:
        """Return the address that takes the person back, with a code for the site; the caller has authorised it."""
        credentials = {**self.details, "user": request.user}
        headers, _, _ = get_server().create_authorization_response(
            f"/?{self.query}", scopes=self.scopes, credentials=credentials
        )
        return str(headers["Location"])

    def no(self) -> str:
        """Return the address that tells the site that the person refused."""
        return self._with(AccessDeniedError())

    def unasked(self) -> str:
        """Return the address that tells the site that the person would have to be asked."""
        return self._with(ConsentRequired())

    def unknown(self) -> str:
        """Return the address that tells the site that nobody is signed in here."""
        return self._with(LoginRequired())

    def _with(self, error: OAuth2Error) -> str:
        error.state = self.details.get("state")
        return str(error.in_uri(self.details["redirect_uri"]))


def site_asking(asked: QueryDict) -> Client:
    """Return the site; `SiteUnknown` unless it is registered with exactly this address to go back to."""
    client_id, address = asked.get("client_id", ""), asked.get("redirect_uri", "")
    is_plain = client_id.isalnum() and len(asked.getlist("client_id")) == len(asked.getlist("redirect_uri")) == 1
    client = Client.objects.filter(pk=client_id).first() if is_plain else None
    if client is None or address not in client.get_redirect_uris():
        raise SiteUnknown
    return client


def read_question(request: HttpRequest, client: Client) -> SiteQuestion:
    """Return what a known site asks; `SiteRefused` with the reason that it is to be told."""
    pairs = [(name, value) for name in PARAMETERS for value in request.GET.getlist(name)]
    query, prompts = urlencode(pairs), set(request.GET.get("prompt", "").split())
    try:
        scopes, details = get_server().validate_authorization_request(f"/?{query}")
        _ensure_proper(details, scopes, prompts)
    except OAuth2Error as error:
        error.state = request.GET.get("state")
        raise SiteRefused(str(error.in_uri(request.GET["redirect_uri"]))) from error
    details.pop("request")
    return SiteQuestion(
        client, list(scopes), details, query, is_silent="none" in prompts, wants_consent="consent" in prompts
    )


def _ensure_proper(details: dict[str, Any], scopes: list[str], prompts: set[str]) -> None:
    """Ask for who it is, at least; and a proof of the code's way that was shown in the open proves nothing."""
    if "none" in prompts and len(prompts) > 1:
        raise InvalidRequestError(description="prompt=none stands alone")
    if SiteScope.OPENID not in scopes:
        raise InvalidScopeError
    if details.get("code_challenge_method", SHA256_CHALLENGE) != SHA256_CHALLENGE:
        raise InvalidRequestError(description="code_challenge_method must be S256")
