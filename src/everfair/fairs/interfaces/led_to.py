"""The edition that visitors are led to, asked once a request: tabs, parts and the shell all want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.fairs.queries.editions import current_edition

if TYPE_CHECKING:
    from django.http import HttpRequest

    from everfair.fairs.models import Edition

_READ = "_edition_led_to"


def edition_led_to(request: HttpRequest) -> Edition | None:
    """Return what `current_edition` does; at most one query a request."""
    if not hasattr(request, _READ):
        setattr(request, _READ, current_edition())
    found: Edition | None = getattr(request, _READ)
    return found
