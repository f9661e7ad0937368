"""Language of the request, refusals as pages, and the headers that every page carries."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from everfair.kernel.errors import DomainError
from everfair.kernel.languages import COOKIE, choose_language

Next = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)


class LanguageMiddleware:
    """Activate the reader's language for the time of the request."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = choose_language(
            request.GET.get("lang"), request.COOKIES.get(COOKIE), request.headers.get("Accept-Language")
        )
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response["Content-Language"] = language
        return response


class RefusalMiddleware:
    """Show a `DomainError` as a page with its sentence; keep broken bytes out of the views."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "errors/400.html", status=400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal_page(request, exception) if isinstance(exception, DomainError) else None


def refusal_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Return the page that says a refusal's sentence, and the way out if there is one."""
    words = {"sentence": str(refusal), **_way_out(request, refusal)}
    return render(request, "errors/refused.html", words, status=refusal.status)


def _way_out(request: HttpRequest, refusal: DomainError) -> dict[str, str]:
    """Return the next step of a refusal: where to, which comes back to this page, and the words on the button."""
    if refusal.way_out is None:
        return {}
    route, words = refusal.way_out
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return {"way_out": reverse(route) + back, "way_out_words": str(words)}


class SecurityHeadersMiddleware:
    """One strict policy for all pages: nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response
