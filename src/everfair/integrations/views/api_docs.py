"""The API described: as OpenAPI for programs, as a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from everfair.integrations.api import api
from everfair.integrations.problems import problem
from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound
from everfair.kernel.pages import public_page


@dataclass(frozen=True, slots=True)
class Operation:
    """One route as the page shows it."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[tuple[str, str, bool], ...]
    needs_token: bool


@cache
def schema() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document."""
    return dict(api.get_openapi_schema(path_prefix="/api/"))


@permission("integrations.view_openapi", public=True)
@require_safe
@public_page("api", ttl=3600)
def show_openapi(request: HttpRequest) -> HttpResponse:
    del request
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


@permission("integrations.view_api_docs", public=True)
@require_safe
@public_page("api", ttl=3600)
def show_docs(request: HttpRequest) -> HttpResponse:
    return render(request, "integrations/api_docs.html", {"info": schema()["info"], "operations": list(_operations())})


@permission("integrations.unknown_route", public=True)
def unknown_route(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer with a problem document, not with a page, where a program went astray."""
    del request, rest
    error = NotFound()
    return problem(error.status, error.code, str(error))


def _operations() -> Iterator[Operation]:
    for path, methods in schema()["paths"].items():
        for method, spec in methods.items():
            yield Operation(
                method=method.upper(),
                path=path,
                summary=spec.get("summary", ""),
                description=spec.get("description", ""),
                parameters=tuple(
                    (parameter["name"], parameter["in"], parameter.get("required", False))
                    for parameter in spec.get("parameters", [])
                ),
                needs_token=bool(spec.get("security")),
            )
