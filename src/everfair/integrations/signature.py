"""By which a receiver knows that a delivery is the fair's, and how old it is."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def sign(secret: str, body: bytes, *, at: int) -> str:
    """Return the header `Everfair-Signature`; `at` is the Unix time of sending."""
    mark = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return f"t={at},v1={mark}"
