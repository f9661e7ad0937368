"""Whether a request is support's, who looks as somebody else sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.accounts.queries.looks import open_look

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from everfair.accounts.models import Person, SupportLook

SESSION_KEY = "support_look"
_FOUND = "support_look"


def look_of(request: HttpRequest) -> SupportLook | None:
    """Return the look in which this page is read; a page that writes when it is read asks after `request.user`."""
    return getattr(request, _FOUND, None)


def has_look(request: HttpRequest) -> bool:
    """Tell whether a look was begun in this session, and may still go on."""
    return SESSION_KEY in request.session


def find_look(request: HttpRequest, real: Person | AnonymousUser) -> SupportLook | None:
    """Return the look of this session, and note it if a page is being read; forget one that is over."""
    public_id = request.session.get(SESSION_KEY)
    if public_id is None or not real.is_authenticated:
        return None
    look = open_look(public_id, real)
    if look is None:
        del request.session[SESSION_KEY]
    setattr(request, _FOUND, look)
    return look


def begin_in_session(request: HttpRequest, look: SupportLook) -> None:
    request.session[SESSION_KEY] = look.public_id


def forget_in_session(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
