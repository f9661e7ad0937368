"""Public identifiers: short, unguessable, stable, easy to read aloud."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12

# Django's fields take type parameters in the stubs only.
if TYPE_CHECKING:
    StringField = models.CharField[str, str]
else:
    StringField = models.CharField


def new_public_id() -> str:
    """Return 12 characters of a 31-letter alphabet (59 bits) without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(StringField):
    """The identifier that URLs, exports and the API show; the row number never leaves the database."""

    def __init__(self, **options: Any) -> None:
        options.update(max_length=LENGTH, default=new_public_id, unique=True, editable=False)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "default", "unique", "editable"):
            options.pop(fixed, None)
        return str(name), path, list(args), options
