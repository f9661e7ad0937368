"""A forum's own site, far from Everfair's code: Authlib on its server, and a page that people come back to."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import requests
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

if TYPE_CHECKING:
    from collections.abc import Iterator

WELCOME = "Welcome to the forum"


@contextmanager
def listening_site() -> Iterator[str]:
    """Serve the page that people come back to; returns its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Forum</title><main>{WELCOME}</main>".encode())

        def log_message(self, *_words: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/back"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class PartnerSite:
    """What the site's server does, knowing only the issuer and what the operator gave it."""

    issuer: str
    client_id: str
    secret: str
    address: str
    scope: str = "openid profile email organisations"
    verifier: str = field(default_factory=lambda: token_urlsafe(48))
    nonce: str = field(default_factory=token_urlsafe)

    def __post_init__(self) -> None:
        self.places: dict[str, str] = requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=10).json()
        self.session = OAuth2Session(
            self.client_id, self.secret, scope=self.scope, redirect_uri=self.address, code_challenge_method="S256"
        )

    def begin(self) -> str:
        """Return where the site sends a browser."""
        address, self.state = self.session.create_authorization_url(
            self.places["authorization_endpoint"], code_verifier=self.verifier, nonce=self.nonce
        )
        return str(address)

    def finish(self, landed: str, *, verifier: str = "") -> dict[str, Any]:
        """Exchange the code of the address that the browser came back to."""
        token: dict[str, Any] = self.session.fetch_token(
            self.places["token_endpoint"],
            authorization_response=landed,
            state=self.state,
            code_verifier=verifier or self.verifier,
        )
        return token

    def claims(self, id_token: str) -> dict[str, Any]:
        """Return what the ID token says, after every check that the standard asks for."""
        keys = KeySet.import_key_set(requests.get(self.places["jwks_uri"], timeout=10).json())
        told = jwt.decode(id_token, keys, algorithms=["RS256"])
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            nonce={"essential": True, "value": self.nonce},
            exp={"essential": True},
        ).validate(told.claims)
        return dict(told.claims)

    def userinfo(self) -> dict[str, Any]:
        answer = self.session.get(self.places["userinfo_endpoint"], timeout=10)
        answer.raise_for_status()
        return dict(answer.json())
