"""What a request knows of the desk: the roles of who asks, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.accounts.queries.grants import Grant, grants_of

if TYPE_CHECKING:
    from django.http import HttpRequest

_READ = "_desk_grants"


def grants_here(request: HttpRequest) -> list[Grant]:
    """Return the roles of the signed-in person; one query a request, for the tabs ask again and again."""
    found: list[Grant] | None = getattr(request, _READ, None)
    if found is None:
        found = grants_of(request.user)
        setattr(request, _READ, found)
    return found
