"""Personal tokens, looked up by what the program sends."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from everfair.accounts.models import ApiToken, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet


def tokens_of(person: Person) -> QuerySet[ApiToken]:
    """Return the person's tokens in use, the newest first."""
    return ApiToken.objects.filter(person=person, revoked_at=None).order_by("-id")


def digest(raw: str) -> str:
    """Return what is kept of a token: a token has 192 random bits, so a plain hash is enough."""
    return sha256(raw.encode()).hexdigest()
