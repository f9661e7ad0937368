"""Where a site finds everything, and signing out from there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from allauth.idp.oidc.models import Token
from django.contrib.auth import get_user

from tests.accounts.sites import SIGNED_OUT, Site, leaves_for, make_site
from tests.factories.accounts import PersonFactory, sign_in
from tests.reading import heading_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

DISCOVERY = "/.well-known/openid-configuration"
SIGN_OUT = "/identity/sign-out"


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def inside(client: Client) -> Client:
    sign_in(client, PersonFactory.create())
    return client


def test_discovery_names_what_there_is(client: Client) -> None:
    told = client.get(DISCOVERY).json()

    assert told["issuer"] == "http://testserver"
    assert told["authorization_endpoint"] == "http://testserver/identity/authorise"
    assert told["scopes_supported"] == ["openid", "profile", "email", "organisations"]
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert (told["response_types_supported"], told["grant_types_supported"]) == (
        ["code"],
        ["authorization_code", "refresh_token"],
    )
    for name in ("token_endpoint", "userinfo_endpoint", "revocation_endpoint", "end_session_endpoint", "jwks_uri"):
        assert client.get(told[name]).status_code != 404


def test_public_address_is_the_issuer(client: Client, settings: SettingsWrapper) -> None:
    settings.OPTIONS = settings.OPTIONS.model_copy(update={"public_url": "https://fair.example.org/"})

    told = client.get(DISCOVERY).json()

    assert told["issuer"] == "https://fair.example.org"
    assert told["jwks_uri"] == "https://fair.example.org/.well-known/jwks.json"


def test_published_keys_are_public_halves(client: Client) -> None:
    (key,) = client.get("/.well-known/jwks.json").json()["keys"]

    assert key.keys() == {"kty", "key_ops", "n", "e", "kid"}


def test_what_is_not_used_is_not_mounted(client: Client) -> None:
    unused = ["/identity/o/authorize", "/identity/o/device", "/identity/o/api/token", "/accounts/social/connections/"]

    assert {client.get(address).status_code for address in unused} == {404}


def ask(site: Site, **more: str) -> str:
    return f"{SIGN_OUT}?{urlencode({'client_id': site.row.pk, 'post_logout_redirect_uri': SIGNED_OUT, **more})}"


def test_person_is_asked_whether_to_sign_out_here_too(inside: Client, site: Site) -> None:
    answer = inside.get(ask(site) + "&lang=en")

    assert heading_of(answer) == "Sign out here, too?"
    assert get_user(inside).is_authenticated


@pytest.mark.parametrize(("action", "stays"), [("logout", False), ("stay", True)])
def test_person_leads_back_to_the_site(inside: Client, site: Site, action: str, stays: bool) -> None:  # noqa: FBT001 -- a parameter
    tokens = site.tokens(inside)
    hidden = {
        "client_id": site.row.pk,
        "post_logout_redirect_uri": SIGNED_OUT,
        "state": "s",
        "csrfmiddlewaretoken": "x",
    }

    answer = inside.post(SIGN_OUT, {**hidden, "id_token_hint": tokens["id_token"], "action": action})

    assert leaves_for(answer) == f"{SIGNED_OUT}?state=s"
    assert get_user(inside).is_authenticated is stays
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"post_logout_redirect_uri": "https://evil.example.org/"},
        {"post_logout_redirect_uri": f"{SIGNED_OUT}?more=1"},
        {"post_logout_redirect_uri": "https://gate.example.org/back"},
        {"client_id": "nobody"},
        {"client_id": ""},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_for_elsewhere_is_refused(inside: Client, site: Site, wrong: dict[str, str], method: str) -> None:
    answer = getattr(inside, method)(ask(site, **wrong), {} if method == "get" else {"action": "logout", **wrong})

    assert answer.status_code in {200, 400}
    assert 'http-equiv="refresh"' not in answer.content.decode()
    assert get_user(inside).is_authenticated


def test_stranger_is_led_back_at_once(client: Client, site: Site) -> None:
    assert leaves_for(client.get(ask(site))) == SIGNED_OUT
