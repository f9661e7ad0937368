"""Limits of what people write, checked before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db import models

from everfair.exhibition.errors import WordsMissing, WordsTooLong
from everfair.kernel.text import Text, TextField


def longest(model: type[models.Model], field: str) -> int:
    """Return how many characters a text of the model may have in each language."""
    return cast("TextField", model._meta.get_field(field)).longest  # noqa: SLF001 -- Django's documented model API


def check_texts(model: type[models.Model], needed: Iterable[str], texts: dict[str, Text]) -> None:
    """Raise `WordsMissing` or `WordsTooLong` for the first text that is not fit to be saved."""
    for field in needed:
        if not texts[field]:
            raise WordsMissing(field=f"{field}_zh")
    for field, text in texts.items():
        check_length(text, longest(model, field), field)


def check_length(text: Text, limit: int, field: str) -> None:
    if any(len(words) > limit for words in text.values()):
        raise WordsTooLong(field=f"{field}_zh", longest=limit)
