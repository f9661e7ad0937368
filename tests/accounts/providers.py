"""Outside identity providers for tests: an independent one that runs in a thread, and ones that misbehave."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import oidc_provider_mock

from everfair.config.identity import IdentityProvider
from tests.accounts.sites import leaves_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from django.test import Client

START = "/accounts/outside/club/"
CONNECT = {"process": "connect"}


@contextmanager
def running_provider() -> Iterator[str]:
    """Run the independent provider; returns its issuer."""
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


def configured(issuer: str, **changes: Any) -> dict[str, Any]:
    """Return the settings of a fair that knows one provider, “Club”."""
    name = {"zh": "会员中心", "en": "Club"}
    written = {"id": "club", "name": name, "issuer": issuer, "client_id": "fair", "client_secret": "s", **changes}
    app = IdentityProvider.model_validate(written).as_app()
    provider = "everfair.accounts.outside.provider.OutsideProvider"
    return {"openid_connect": {"provider_class": provider, "APPS": [app]}}


def tell(issuer: str, subject: str, **claims: object) -> None:
    """Let the provider know somebody."""
    httpx.put(f"{issuer}/users/{subject}", json=claims).raise_for_status()


def begin(browser: Client, **asked: str) -> str:
    """Press the button; returns the provider's address that the browser goes on to."""
    return leaves_for(browser.post(START, asked))


def answered(address: str, subject: str | None) -> str:
    """Sign in at the provider (None: refuse); returns the path that leads back to the fair."""
    said = {"sub": subject} if subject else {"action": "deny"}
    answer = httpx.post(address, data=said)
    assert answer.status_code == 302, answer.text
    path: str = answer.headers["Location"].removeprefix("http://testserver")
    state = parse_qs(urlsplit(address).query)["state"][0]
    return path if "state=" in path else f"{path}&state={state}"  # this provider forgets it when somebody refuses


def come_back(browser: Client, subject: str | None, **asked: str) -> HttpResponse:
    """Go to the provider and back."""
    return browser.get(answered(begin(browser, **asked), subject))


@contextmanager
def odd_provider(answers: dict[str, Any]) -> Iterator[str]:
    """Run a provider that answers as told, by path: a dict as JSON, a string as it is, a number as bare status."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers.get(self.path.partition("?")[0], 404)
            body = body(f"http://localhost:{self.server.server_port}") if callable(body) else body
            status = body if isinstance(body, int) else 200
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            if not isinstance(body, int):
                self.wfile.write((body if isinstance(body, str) else json.dumps(body)).encode())

        do_POST = do_GET  # noqa: N815 -- the library calls it so

        def log_message(self, *_words: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def discovery_of(issuer: str, /, **changes: Any) -> dict[str, Any]:
    places = {name: f"{issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    return {"issuer": issuer, **places, **changes}


def back(**query: str) -> str:
    return f"{START}back/?{urlencode(query)}"
