"""Public pages: the same bytes for every reader, kept by the edge, purged when something changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import connection
from django.http import HttpResponse

from everfair.kernel.realtime import PURGE

View = TypeVar("View", bound=Callable[..., HttpResponse])
HEADER = "Everfair-Cache"


def public_page(*tags: str, ttl: int = 300) -> Callable[[View], View]:
    """Let the edge keep this page for `ttl` seconds or until one of `tags` is purged.

    The view must not read the user or the session, and must not set a cookie.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def kept(*args: Any, **kwargs: Any) -> HttpResponse:
            response = view(*args, **kwargs)
            if response.status_code == 200:  # noqa: PLR2004 -- only a whole page is kept
                response["Cache-Control"] = "public, max-age=0, must-revalidate"
                response[HEADER] = f"ttl={ttl}; tags={' '.join((*tags, *getattr(response, 'tags', ())))}"
            return response

        return cast("View", kept)

    return wrap


def add_tags(response: HttpResponse, *tags: str) -> HttpResponse:
    """Name more things that this page shows; used inside a `public_page` view."""
    response.tags = (*getattr(response, "tags", ()), *tags)  # type: ignore[attr-defined]  # read by public_page
    return response


def purge(*tags: str) -> None:
    """Forget every kept page with one of `tags`, in all web processes, when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [PURGE, " ".join(tags)])
