"""Who may do what: every route names its permission, every write asks a predicate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from everfair.kernel.errors import Forbidden

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Permission:
    """The named right that a route asks for; a `public` one needs no account."""

    name: str
    public: bool


_mounted: dict[str, Permission] = {}


def require(allowed: bool) -> None:  # noqa: FBT001 -- reads as a sentence: require(can_sign(...))
    """Raise `Forbidden` unless the predicate held."""
    if not allowed:
        raise Forbidden


def permission(name: str, *, public: bool = False) -> Callable[[View], View]:
    """Name the permission of a view; without `public` a stranger is sent to sign in first."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not public and not request.user.is_authenticated:
                return ask_to_sign_in(request)
            return view(request, *args, **kwargs)

        guarded.everfair_permission = Permission(name, public)  # type: ignore[attr-defined]  # read by permission_of
        return cast("View", guarded)

    return mark


def mount_permission(route: str, name: str, *, public: bool = False) -> None:
    """Name the permission of a route whose view is not ours (sign-in pages of a library)."""
    _mounted[route] = Permission(name, public)


def permission_of(route: str, view: Callable[..., object]) -> Permission | None:
    """Return what a route asks for, or None for a route that nobody thought about."""
    return getattr(view, "everfair_permission", None) or _mounted.get(route)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in page and back here afterwards; fragments move the whole page."""
    is_fragment = bool(request.headers.get("HX-Request"))
    here = page_around(request) if is_fragment else request.get_full_path()
    target = f"{reverse('account_login')}?{urlencode({'next': here})}"
    if is_fragment:
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def page_around(request: HttpRequest) -> str:
    """Return path and query of the page that a fragment was asked from, "" if the browser doesn't tell."""
    try:
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return ""
    return here._replace(scheme="", netloc="", fragment="").geturl()
