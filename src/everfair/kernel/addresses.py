"""Readable addresses: `<slug>-<public_id>`, where only the identifier counts."""

from __future__ import annotations

from functools import lru_cache

from django.utils.text import slugify

from everfair.kernel.ids import LENGTH
from everfair.kernel.text import Text

LONGEST_SLUG = 60


def slug_of(title: Text, public_id: str) -> str:
    """Return `a-readable-title-<public_id>`; a title without English keeps its own script."""
    words = title.pick("en").value
    readable = _readable(words)
    return f"{readable}-{public_id}" if readable else public_id


@lru_cache(maxsize=4096)
def _readable(words: str) -> str:
    """The same titles are linked to again and again, a whole programme at a time."""
    return slugify(words, allow_unicode=True)[:LONGEST_SLUG].strip("-")


def public_id_of(slug: str) -> str:
    """Return the identifier that ends a readable address."""
    return slug[-LENGTH:]
