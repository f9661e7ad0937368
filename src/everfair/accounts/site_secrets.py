"""How the secrets of other sites are kept.

They are long and random, so that a plain hash is enough; and a fast one is needed, for a ticket gate proves itself
anew for every visitor.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher, make_password

ALGORITHM = "site_secret"


class SiteSecretHasher(BasePasswordHasher):
    """SHA-256 without salt; never for anything that a person has chosen."""

    algorithm = ALGORITHM

    def salt(self) -> str:
        return ""

    def encode(self, password: str, salt: str) -> str:
        del salt
        return f"{self.algorithm}${sha256(password.encode()).hexdigest()}"

    def verify(self, password: str, encoded: str) -> bool:
        return compare_digest(self.encode(password, ""), encoded)

    def must_update(self, encoded: str) -> bool:
        del encoded
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out: who guesses 256 random bits learns nothing from the time it takes."""

    def safe_summary(self, encoded: str) -> Any:
        return {"algorithm": self.algorithm, "hash": f"{encoded.partition('$')[2][:6]}…"}


def new_site_secret() -> tuple[str, str]:
    """Return a new secret and what is kept of it."""
    raw = secrets.token_urlsafe(32)
    return raw, make_password(raw, hasher=ALGORITHM)
