"""Outside providers that are down, odd or hostile: each a clear page, none a broken one."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import get_user
from django.core.cache import cache

from everfair.accounts.models import Person
from tests.accounts.providers import START, back, begin, configured, discovery_of, odd_provider
from tests.accounts.sites import told_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
JWKS = {"keys": [{**jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": "1", "use": "sig"}]}
DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    yield
    cache.clear()


def says(answer: HttpResponse) -> str:
    """Return which of our refusals the page shows."""
    text = answer.content.decode()
    signs = {
        "down": "does not answer right now",
        "unfit": "can&#x27;t be accepted",
        "clock": "clock and ours differ",
        "lost": "begun in another browser",
        "denied": "did not continue there",
    }
    return next(name for name, words in signs.items() if words in text)


@pytest.mark.parametrize(
    ("document", "status", "kind"),
    [
        (500, 503, "down"),
        (404, 502, "unfit"),
        ("<html>", 502, "unfit"),
        ("[]", 502, "unfit"),
        ({}, 502, "unfit"),
        (lambda issuer: discovery_of(issuer, issuer="https://evil.example.org"), 502, "unfit"),
        (lambda issuer: discovery_of(issuer, issuer=None), 502, "unfit"),
        (lambda issuer: discovery_of(issuer, token_endpoint=7), 502, "unfit"),
        (lambda issuer: discovery_of(issuer, authorization_endpoint="javascript:alert(1)"), 502, "unfit"),
    ],
)
def test_provider_with_an_unfit_document_is_not_gone_to(
    client: Client, settings: SettingsWrapper, document: Any, status: int, kind: str
) -> None:
    with odd_provider({DISCOVERY: document}) as issuer:
        settings.SOCIALACCOUNT_PROVIDERS = configured(issuer)
        answer = client.post(f"{START}?lang=en")

    assert (answer.status_code, says(answer)) == (status, kind)


def test_provider_that_does_not_answer_is_not_waited_for_twice(client: Client, settings: SettingsWrapper) -> None:
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.5
    with socket.create_server(("localhost", 0)) as silent:
        settings.SOCIALACCOUNT_PROVIDERS = configured(f"http://localhost:{silent.getsockname()[1]}")
        first = client.post(f"{START}?lang=en")
        began = time.monotonic()
        second = client.post(f"{START}?lang=en")
        waited = time.monotonic() - began

    assert (first.status_code, says(first)) == (503, "down")
    assert (second.status_code, says(second)) == (503, "down")
    assert waited < 0.4


def test_provider_that_is_not_there(client: Client, settings: SettingsWrapper) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://localhost:9")

    assert says(client.post(f"{START}?lang=en")) == "down"
    assert says(client.get(back(lang="en", state="made up", code="x"))) == "lost"


@pytest.mark.parametrize("provider", ["nobody", "openid_connect", "Club", "a%00b"])
def test_provider_that_is_not_configured_is_hidden(client: Client, settings: SettingsWrapper, provider: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://localhost:9")

    assert client.post(f"/accounts/outside/{provider}/").status_code in {400, 404}
    assert client.get(f"/accounts/outside/{provider}/back/").status_code in {400, 404}


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ({}, "lost"),
        ({"state": "forged", "code": "x"}, "lost"),
        ({"state": "a b'<script>", "code": "x"}, "lost"),
        ({"state": "", "error": "access_denied"}, "lost"),
    ],
)
def test_answer_that_nobody_asked_for(
    client: Client, settings: SettingsWrapper, query: dict[str, str], kind: str
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = configured("http://localhost:9")

    answer = client.get(back(lang="en", **query))

    assert (answer.status_code, says(answer)) == (400, kind)


def test_sign_in_that_took_too_long(client: Client, settings: SettingsWrapper) -> None:
    with odd_provider({DISCOVERY: discovery_of}) as issuer:
        settings.SOCIALACCOUNT_PROVIDERS = configured(issuer)
        asked = told_by(begin(client), issuer)
        session = client.session
        state, began, provider = session["socialaccount_states"][asked["state"]]
        session["socialaccount_states"] = {asked["state"]: (state, began - 601, provider)}
        session.save()

        answer = client.get(back(lang="en", state=asked["state"], code="x"))

    assert says(answer) == "lost"


@pytest.mark.parametrize(
    ("error", "kind"), [("access_denied", "denied"), ("server_error", "unfit"), ("temporarily_unavailable", "down")]
)
def test_error_of_the_provider_is_said(client: Client, settings: SettingsWrapper, error: str, kind: str) -> None:
    with odd_provider({DISCOVERY: discovery_of}) as issuer:
        settings.SOCIALACCOUNT_PROVIDERS = configured(issuer)
        asked = told_by(begin(client), issuer)
        answer = client.get(back(lang="en", state=asked["state"], error=error))

    assert says(answer) == kind


def claims_for(issuer: str, nonce: str, /, **changes: Any) -> dict[str, Any]:
    at = int(time.time())
    good = {"iss": issuer, "aud": "fair", "sub": "nok", "iat": at, "exp": at + 300, "nonce": nonce}
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def signed(claims: dict[str, Any], key: Any = KEY, algorithm: str = "RS256", kid: str = "1") -> str:
    return jwt.encode(claims, key, algorithm, headers={"kid": kid})


def sign_in_with(
    client: Client, settings: SettingsWrapper, make: Callable[[str, str], Any], **answers: Any
) -> HttpResponse:
    """Go to a provider that answers with the token that `make(issuer, nonce)` returns; return what we say then."""
    told: dict[str, Any] = {DISCOVERY: discovery_of, "/jwks_uri": JWKS, **answers}
    with odd_provider(told) as issuer:
        settings.SOCIALACCOUNT_PROVIDERS = configured(issuer)
        asked = told_by(begin(client), issuer)
        token = make(issuer, asked["nonce"])
        told.setdefault("/token_endpoint", {"access_token": "a", "token_type": "Bearer", "id_token": token})
        return client.get(back(lang="en", state=asked["state"], code="x"))


def test_good_token_is_taken(client: Client, settings: SettingsWrapper) -> None:
    answer = sign_in_with(client, settings, lambda issuer, nonce: signed(claims_for(issuer, nonce)))

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/outside/new/")


@pytest.mark.parametrize(
    "make",
    [
        lambda issuer, nonce: signed(claims_for(issuer, nonce), OTHER_KEY),
        lambda issuer, nonce: signed(claims_for(issuer, nonce), kid="2"),
        lambda issuer, nonce: signed(claims_for(issuer, nonce), "s" * 32, "HS256"),
        lambda issuer, nonce: signed(claims_for(issuer, nonce), None, "none"),
        lambda _issuer, nonce: signed(claims_for("https://evil.example.org", nonce)),
        lambda issuer, nonce: signed(claims_for(issuer, nonce, aud="another")),
        lambda issuer, nonce: signed(claims_for(issuer, nonce, aud=["fair", "another"], azp="another")),
        lambda issuer, nonce: signed(claims_for(issuer, "of another sign-in" + nonce)),
        lambda issuer, nonce: signed(claims_for(issuer, nonce, nonce=None)),
        lambda issuer, nonce: signed(claims_for(issuer, nonce, exp=None)),
        lambda issuer, nonce: signed(claims_for(issuer, nonce, sub=None)),
        lambda issuer, nonce: signed(claims_for(issuer, nonce, sub="")),
        lambda issuer, nonce: signed(claims_for(issuer, nonce, sub="x" * 192)),
        lambda issuer, nonce: signed(claims_for(issuer, nonce, sub="a\x00b")),
        lambda _issuer, _nonce: "not.a.token",
        lambda _issuer, _nonce: None,
        lambda _issuer, _nonce: {"sub": "nok"},
    ],
)
def test_bad_token_is_refused(client: Client, settings: SettingsWrapper, make: Callable[[str, str], Any]) -> None:
    answer = sign_in_with(client, settings, make)

    assert (answer.status_code, says(answer)) == (502, "unfit")
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(("shift", "taken"), [(-30, True), (30, True), (-400, False), (120, False)])
def test_clocks_may_differ_by_a_minute(client: Client, settings: SettingsWrapper, shift: int, taken: bool) -> None:  # noqa: FBT001 -- a parameter
    at = int(time.time()) + shift
    answer = sign_in_with(
        client, settings, lambda issuer, nonce: signed(claims_for(issuer, nonce, iat=at, exp=at + 60))
    )

    assert answer.status_code == 302 if taken else (answer.status_code, says(answer)) == (502, "clock")


@pytest.mark.parametrize(
    ("answer_there", "kind"),
    [
        (500, "unfit"),
        (401, "unfit"),
        ("<html>", "unfit"),
        ("[]", "unfit"),
        ({"error": "invalid_grant"}, "unfit"),
        ({"access_token": "a"}, "unfit"),
    ],
)
def test_token_endpoint_that_breaks(client: Client, settings: SettingsWrapper, answer_there: Any, kind: str) -> None:
    answer = sign_in_with(client, settings, lambda _issuer, _nonce: None, **{"/token_endpoint": answer_there})

    assert says(answer) == kind


def with_userinfo(issuer: str) -> dict[str, Any]:
    return discovery_of(issuer, userinfo_endpoint=f"{issuer}/userinfo")


@pytest.mark.parametrize(
    ("told", "kind"),
    [({"sub": "somebody else"}, "unfit"), ({}, "unfit"), (500, "down"), (403, "unfit"), ("null", "unfit")],
)
def test_userinfo_of_somebody_else_is_refused(client: Client, settings: SettingsWrapper, told: Any, kind: str) -> None:
    answer = sign_in_with(
        client,
        settings,
        lambda issuer, nonce: signed(claims_for(issuer, nonce)),
        **{DISCOVERY: with_userinfo, "/userinfo": told},
    )

    assert says(answer) == kind


@pytest.mark.parametrize(
    "odd",
    [
        {"name": ["a"], "email": {"a": 1}},
        {"name": "a\x00b", "email": "a\x00b@example.org"},
        {"name": "x" * 5000, "email": "x" * 5000 + "@example.org"},
        {"name": "<script>alert(1)</script>", "email": "not an address"},
        {"name": "\u202egnp.exe", "email": "nok@example.org\n"},
        {"email": "nok@example.org", "email_verified": "true"},
    ],
)
def test_odd_claims_are_left_out(client: Client, settings: SettingsWrapper, odd: dict[str, Any]) -> None:
    answer = sign_in_with(client, settings, lambda issuer, nonce: signed(claims_for(issuer, nonce, **odd)))
    page = client.get("/accounts/outside/new/?lang=en").content.decode()

    assert answer["Location"] == "/accounts/outside/new/"
    assert 'name="email"' in page
    assert "<script>alert" not in page
    assert not Person.objects.exists()


def test_provider_taken_out_of_the_settings_on_the_way(client: Client, settings: SettingsWrapper) -> None:
    sign_in_with(client, settings, lambda issuer, nonce: signed(claims_for(issuer, nonce)))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert client.get("/accounts/outside/new/")["Location"] == "/accounts/login/"
