"""The reader's language, as the middleware chose it."""

from __future__ import annotations

from django.http import HttpRequest

from everfair.kernel.languages import DEFAULT_LANGUAGE


def language_of(request: HttpRequest) -> str:
    language: str = getattr(request, "LANGUAGE_CODE", DEFAULT_LANGUAGE)
    return language
