"""The sorts of files that the fair takes; what isn't listed here is refused everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from babel.lists import format_list
from django.utils.translation import get_language

from everfair.kernel.languages import DEFAULT_LANGUAGE, babel_locale


class Sort(StrEnum):
    """One format, as its bytes prove it."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    XLSX = "xlsx"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings that fit; the first is the one we give."""
        return _SUFFIXES.get(self, (f".{self}",))

    @property
    def label(self) -> str:
        return _LABELS.get(self, self.name)


_MEDIA_TYPES = {
    Sort.PDF: "application/pdf",
    Sort.JPEG: "image/jpeg",
    Sort.PNG: "image/png",
    Sort.WEBP: "image/webp",
    Sort.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Sort.CSV: "text/csv",
}
_SUFFIXES = {Sort.JPEG: (".jpg", ".jpeg")}
_LABELS = {Sort.WEBP: "WebP", Sort.XLSX: "Excel (.xlsx)"}

IMAGES = frozenset({Sort.JPEG, Sort.PNG, Sort.WEBP})
PAPERS = IMAGES | {Sort.PDF}
TABLES = frozenset({Sort.XLSX, Sort.CSV})


def in_words(sorts: Iterable[Sort]) -> str:
    """Return "PDF, JPEG or PNG" in the reader's language."""
    chosen = set(sorts)
    labels = [sort.label for sort in Sort if sort in chosen]
    return str(format_list(labels, style="or", locale=babel_locale(get_language() or DEFAULT_LANGUAGE)))
