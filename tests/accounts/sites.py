"""A site that signs people in with their account at the fair: the part that a browser and its server play."""

from __future__ import annotations

import html
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from everfair.accounts.domain.clients import SiteParticulars, register_client
from tests.factories.accounts import make_operator

if TYPE_CHECKING:
    from allauth.idp.oidc.models import Client as SiteRow
    from django.http import HttpResponse
    from django.test import Client

BACK = "https://gate.example.org/back"
SIGNED_OUT = "https://gate.example.org/bye"
AUTHORISE = "/identity/authorise"
TOKEN = "/identity/token"
USERINFO = "/identity/userinfo"


@dataclass
class Site:
    """One registered site and one try to sign somebody in there."""

    row: SiteRow
    secret: str
    verifier: str = field(default_factory=lambda: token_urlsafe(48))
    state: str = field(default_factory=token_urlsafe)
    nonce: str = field(default_factory=token_urlsafe)

    def question(self, **changes: str | None) -> str:
        """Return the address that the site sends a browser to."""
        challenge = urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.row.pk,
            "redirect_uri": BACK,
            "scope": "openid profile email organisations",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **changes,
        }
        return f"{AUTHORISE}?{urlencode({name: value for name, value in asked.items() if value is not None})}"

    def code(self, browser: Client, **changes: str | None) -> str:
        """Let whoever is signed in at the browser say yes; returns the code."""
        return went_on(browser.post(self.question(**changes), {"answer": "yes"}))["code"]

    def exchange(self, browser: Client, code: str, **changes: str | None) -> HttpResponse:
        """Ask for the tokens, as the site's server does."""
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "client_id": self.row.pk,
            "client_secret": self.secret or None,
            "code_verifier": self.verifier,
            **changes,
        }
        return browser.post(TOKEN, {name: value for name, value in asked.items() if value is not None})

    def renew(self, browser: Client, refresh_token: str) -> HttpResponse:
        """Ask for new tokens in exchange for an old one."""
        asked = {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": self.row.pk}
        return browser.post(TOKEN, {**asked, "client_secret": self.secret})

    def tokens(self, browser: Client, **changes: str | None) -> dict[str, Any]:
        answer = self.exchange(browser, self.code(browser, **changes))
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    def look(self, browser: Client, access_token: str) -> HttpResponse:
        return browser.get(USERINFO, headers={"Authorization": f"Bearer {access_token}"})


def make_site(**changes: Any) -> Site:
    """Register a site as an operator would."""
    particulars = SiteParticulars(
        **{
            "name": "Ticket gate",
            "addresses": [BACK],
            "sign_out_addresses": [SIGNED_OUT],
            "scopes": ["profile", "email", "organisations"],
            "is_public": False,
            "is_ours": False,
            **changes,
        }
    )
    return Site(*register_client(particulars, actor=make_operator()))


def leaves_for(answer: HttpResponse) -> str:
    """Return the address that a page goes on to by itself."""
    assert answer.status_code == 200, (answer.status_code, answer.headers.get("Location"))
    (address,) = re.findall(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.content.decode())
    return html.unescape(address)


def went_on(answer: HttpResponse, back: str = BACK) -> dict[str, str]:
    """Return what a site is told by the address that the browser goes on to."""
    return told_by(leaves_for(answer), back)


def told_by(address: str, back: str = BACK) -> dict[str, str]:
    assert address.startswith(back), address
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def errors_of(answer: HttpResponse) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]
