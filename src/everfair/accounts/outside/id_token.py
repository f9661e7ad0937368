"""Reading an ID token: signature, issuer, audience, time, nonce."""

from __future__ import annotations

from typing import Any

import jwt
from django.utils.crypto import salted_hmac

from everfair.accounts.errors import OutsideClock, OutsideUnfit
from everfair.accounts.outside.discovery import fetch

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED = ["iss", "sub", "aud", "exp", "iat"]
CLOCK_SKEW_SECONDS = 60
LONGEST_SUBJECT = 191


def read_id_token(token: object, *, client_id: str, config: dict[str, str], nonce: str) -> dict[str, Any]:
    """Return the claims of a good token; `OutsideClock` if only the clocks disagree, else `OutsideUnfit`."""
    try:
        claims = jwt.decode(
            _written(token),
            key=_key_for(_written(token), config["jwks_uri"]),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=config["issuer"],
            leeway=CLOCK_SKEW_SECONDS,
            options={"require": NEEDED},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as error:
        raise OutsideClock from error
    except (jwt.PyJWTError, ValueError) as error:
        raise OutsideUnfit from error
    is_ours = claims.get("nonce") == nonce and claims.get("azp", client_id) == client_id
    if not is_ours or not _is_subject(claims["sub"]):
        raise OutsideUnfit
    return claims


def nonce_for(state: str) -> str:
    """Return the nonce that goes with a state: so the token belongs to this sign-in, and nothing more is kept."""
    return salted_hmac("everfair.accounts.outside.nonce", state).hexdigest()


def _written(token: object) -> str:
    if not isinstance(token, str):
        raise OutsideUnfit
    return token


def _key_for(token: str, address: str) -> jwt.PyJWK:
    keys = jwt.PyJWKSet.from_dict(fetch(address)).keys
    named = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in keys if named in (None, key.key_id) and key.public_key_use in (None, "sig")]
    if len(fitting) != 1:
        raise OutsideUnfit
    return fitting[0]


def _is_subject(subject: object) -> bool:
    return isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()
