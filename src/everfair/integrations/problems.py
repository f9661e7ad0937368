"""API errors as problem documents (RFC 9457)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from everfair.kernel.errors import DomainError, NotFound


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """Return `application/problem+json`; `type` is a stable relative reference made of the code."""
    document = {"type": f"/api/docs#problem-{code}", "title": code, "status": status, "detail": detail, **more}
    return JsonResponse(
        document, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def answer_with_problems(api: NinjaAPI) -> None:
    """Turn everything that can go wrong in a route into a problem document.

    The handlers take `Any`: ninja's types would have them take the class of an error as well as an error.
    """
    api.add_exception_handler(DomainError, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _not_signed_in)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(HttpError, _http)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    del request
    return problem(error.status, error.code, str(error))


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    del error
    return _refused(request, NotFound())


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    del request
    errors = [{"where": ".".join(str(step) for step in one["loc"]), "detail": one["msg"]} for one in error.errors]
    return problem(422, "invalid_input", "Some of the input was not understood.", errors=errors)


def _not_signed_in(request: HttpRequest, error: Any) -> HttpResponse:
    del request, error
    return problem(401, "no_token", "Send a personal token: Authorization: Bearer <token>.")


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    del request
    return problem(error.status_code, "refused", str(error))
