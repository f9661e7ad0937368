"""The cookie that carries a reader's language to pages that know no account."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse

from everfair.kernel.languages import COOKIE

Answer = TypeVar("Answer", bound=HttpResponse)
ONE_YEAR = 365 * 24 * 3600


def remember_language(response: Answer, language: str) -> Answer:
    response.set_cookie(
        COOKIE, language, max_age=ONE_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
    )
    return response
