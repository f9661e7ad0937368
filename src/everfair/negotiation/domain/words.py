"""Words as they are kept: trimmed, within their limit, a line where a line is meant."""

from __future__ import annotations

from everfair.kernel.text import is_readable
from everfair.negotiation.errors import TooManyWords, WordsDamaged, WordsMissing


def clean(words: str, *, field: str, longest: int) -> str:
    """Return the words without space around them; a refusal names the form's field."""
    words = words.replace("\r\n", "\n").strip()
    if not words:
        raise WordsMissing(field=field)
    if not is_readable(words):
        raise WordsDamaged(field=field)
    if len(words) > longest:
        raise TooManyWords(field=field, longest=longest, length=len(words))
    return words


def clean_line(words: str, *, field: str, longest: int) -> str:
    """Do the same for words that must fit on one line (they may become the subject of a mail)."""
    return clean(" ".join(words.split()), field=field, longest=longest)
