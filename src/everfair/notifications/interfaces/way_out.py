"""The signed link that ends mail without signing in; it works as long as the fair keeps its secret key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from everfair.accounts.models import Person

ALL_KINDS = "all"
_SALT = "notifications.way_out"


def way_out_for(person: Person, kind: str) -> str:
    """Return the path that ends mail of a kind (or `ALL_KINDS` that are optional) for this person."""
    token = Signer(salt=_SALT).sign(f"{person.public_id}:{kind}")
    return reverse("notifications:unsubscribe", args=[token])


def read_way_out(token: str) -> tuple[str, str]:
    """Return whose mail of which kind a link ends; `NotFound` for a link that we didn't make."""
    try:
        public_id, _, kind = Signer(salt=_SALT).unsign(token).partition(":")
    except BadSignature as error:
        raise NotFound from error
    return public_id, kind
