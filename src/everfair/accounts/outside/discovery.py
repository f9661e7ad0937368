"""What an outside provider says of itself and of people, fetched with patience that ends.

The issuers are the administrator's own choice, so their addresses are not held against private networks: a provider
inside the house is a usual one.
"""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import Any, cast

from allauth.socialaccount.adapter import get_adapter
from django.core.cache import cache
from requests import HTTPError, RequestException
from requests.exceptions import InvalidJSONError

from everfair.accounts.errors import OutsideDown, OutsideUnfit

NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
KEPT_SECONDS = 600
PAUSE_SECONDS = 30  # a provider that is down costs one thread its patience, not each visitor's
_DOWN = "down"


def discover(issuer: str) -> dict[str, str]:
    """Return the provider's discovery document; `OutsideDown` at once for one that just did not answer."""
    key = f"outside.discovery.{sha256(issuer.encode()).hexdigest()[:32]}"
    known = cache.get(key)
    if known == _DOWN:
        raise OutsideDown
    if known is None:
        try:
            known = _fitting(issuer, fetch(f"{issuer}/.well-known/openid-configuration"))
        except OutsideDown:
            cache.set(key, _DOWN, PAUSE_SECONDS)
            raise
        cache.set(key, known, KEPT_SECONDS)
    return cast("dict[str, str]", known)


def fetch(address: str, *, bearer: str = "") -> dict[str, Any]:
    """Return a JSON object of the provider."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers=headers)
            answer.raise_for_status()
            found = answer.json()
    except (HTTPError, InvalidJSONError) as error:
        raise _fault(error) from error
    except RequestException as error:
        raise OutsideDown from error
    if not isinstance(found, dict):
        raise OutsideUnfit
    return found


def _fault(error: RequestException) -> OutsideDown | OutsideUnfit:
    broken = error.response is not None and error.response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return OutsideDown() if broken else OutsideUnfit()


def _fitting(issuer: str, document: dict[str, Any]) -> dict[str, Any]:
    """Refuse a document that speaks for another issuer, or that names no addresses."""
    named = document.get("issuer")
    addresses = [document.get(field) for field in NEEDED]
    if not isinstance(named, str) or named.rstrip("/") != issuer:
        raise OutsideUnfit
    if not all(isinstance(address, str) and address.startswith(("https://", "http://")) for address in addresses):
        raise OutsideUnfit
    return document
