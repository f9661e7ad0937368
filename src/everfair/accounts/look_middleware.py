"""Support looks as a person sees: pages are that person's, nothing can be written, and sign-in stays out of sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.db import InternalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from everfair.accounts.desk_errors import HiddenFromLook, LookOnlyReads
from everfair.accounts.interfaces.looking import find_look, has_look, look_of
from everfair.kernel.middleware import refusal_page

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from everfair.accounts.models import Person

    User = Person | AnonymousUser

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
END_LOOK = "accounts:look-end"

# How a person signs in, what programs may read for them, and what was collected for their eyes alone.
HIDDEN = ("/accounts/", "/identity/", "/me/")
SHOWN = frozenset({"/me/nav", "/me/notifications", "/me/notifications/badge", "/me/organisations/"})


class LookMiddleware:
    """Who is signed in is found out when a page asks, so that pages which don't ask stay the same for everybody.

    Stands last: the other middleware deals with the supporter's own session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        real = request.user
        request.user = cast("Person", SimpleLazyObject(lambda: _shown_user(request, real)))
        try:
            return self.get_response(request)
        finally:
            request.user = real
            if look_of(request):
                _tell_database("RESET default_transaction_read_only")

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        is_reading = request.method in SAFE
        if (is_reading and not _is_hidden(request.path)) or _ends_look(request) or not _is_looking(request):
            return None
        return refusal_page(request, HiddenFromLook() if is_reading else LookOnlyReads())

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The database refused to write: a page that notes that it was read has to ask `look_of` first."""
        if isinstance(exception, InternalError) and look_of(request):
            return refusal_page(request, LookOnlyReads())
        return None


def _shown_user(request: HttpRequest, real: User) -> User:
    """Return whose page this is; from here on the database itself refuses to write."""
    look = find_look(request, real) if request.method in SAFE else None
    if look is None:
        return real
    _tell_database("SET default_transaction_read_only = on")
    return look.person


def _tell_database(setting: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(setting)


def _is_looking(request: HttpRequest) -> bool:
    if not has_look(request):
        return False
    if request.method in SAFE:
        return request.user.is_authenticated and look_of(request) is not None
    return find_look(request, request.user) is not None


def _ends_look(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name == END_LOOK


def _is_hidden(path: str) -> bool:
    return path.startswith(HIDDEN) and path not in SHOWN
