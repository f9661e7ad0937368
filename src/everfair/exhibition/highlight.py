"""Why this result: the words of the query, marked where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from everfair.exhibition.search import is_han, pairs_of, words_of
from everfair.kernel.languages import LANGUAGES
from everfair.kernel.templatetags.everfair import html_lang
from everfair.kernel.text import Text

BEFORE, AFTER = 24, 72
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Why:
    """The field of a result that carries the query, with the words around it; not among what the card shows."""

    label: str
    excerpt: SafeString


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks the words of a query; without words it marks nothing."""

    pattern: re.Pattern[str] | None = None

    def finds(self, words: str) -> bool:
        return bool(self.pattern and self.pattern.search(words))

    def mark(self, words: str) -> SafeString:
        """Return the words as HTML, matches in <mark>."""
        if self.pattern is None:
            return escape(words)
        pieces, end = [], 0
        for match in self.pattern.finditer(words):
            pieces += [escape(words[end : match.start()]), format_html("<mark>{}</mark>", match.group())]
            end = match.end()
        return mark_safe("".join((*pieces, escape(words[end:]))))

    def excerpt(self, words: str) -> SafeString:
        """Return the words around the first match, marked."""
        match = self.pattern.search(words) if self.pattern else None
        start = max(0, match.start() - BEFORE) if match else 0
        end = (match.end() if match else 0) + AFTER
        cut = self.mark(words[start:end].strip())
        return format_html("{}{}{}", "…" if start else "", cut, "…" if end < len(words) else "")

    def write(self, text: Text, language: str) -> SafeString:
        """Return a text in the reader's language, marked; a fallback says which language it is in."""
        picked = text.pick(language)
        marked = self.mark(picked.value)
        return (
            format_html('<span lang="{}">{}</span>', html_lang(picked.language), marked)
            if picked.is_fallback
            else marked
        )

    def why(self, fields: Iterable[tuple[str, Text]], language: str) -> Why | None:
        """Return the first field that carries the query, the reader's language before others; None if none does."""
        order = (language, *(tag for tag in LANGUAGES if tag != language))
        for label, text in fields:
            words = next((text[tag] for tag in order if tag in text and self.finds(text[tag])), None)
            if words:
                return Why(label, self.excerpt(words))
        return None


def marker_for(terms: Iterable[str], stems: Mapping[str, str]) -> Marker:
    """Return what marks `terms`; `stems` are the English stems of the Latin ones."""
    patterns = [pattern for term in terms for pattern in _patterns(term, stems.get(term, ""))]
    return Marker(re.compile("|".join(patterns), re.IGNORECASE) if patterns else None)


def _patterns(term: str, stem: str) -> list[str]:
    """The longest first: a regular expression takes the first alternative that fits."""
    if is_han(term):
        return [re.escape(part) for part in dict.fromkeys((term, *words_of(term), *pairs_of(term)))]
    # Snowball writes "compani" for company and companies: without the i, both begin like the stem.
    root = stem.removesuffix("i")
    beginning = [rf"(?<![a-z0-9]){re.escape(root)}[a-z]*"] if len(root) >= SHORTEST_STEM else []
    return [*beginning, rf"(?<![a-z0-9]){re.escape(term)}(?![a-z0-9])"]
