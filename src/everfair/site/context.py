"""What the shell of every page knows: the edition it belongs to and the way around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from everfair.fairs.public import edition_by_slug, edition_led_to
from everfair.kernel.access import permission_of
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from everfair.fairs.models import Edition

# The doors of an edition in the order of the header.
DOORS: tuple[tuple[str, _StrPromise], ...] = (
    ("site:home", pgettext_lazy("navigation", "Home")),
    ("exhibition:zone-list", pgettext_lazy("navigation", "Zones")),
    ("exhibition:project-list", pgettext_lazy("navigation", "Projects")),
    ("exhibition:exhibitor-list", pgettext_lazy("navigation", "Exhibitors")),
    ("programme:programme-view", pgettext_lazy("navigation", "Programme")),
    ("live:stream-list", pgettext_lazy("navigation", "Live")),
    ("publishing:release-list", pgettext_lazy("navigation", "Releases")),
    ("analytics:figures", pgettext_lazy("navigation", "Figures")),
)


@dataclass(frozen=True, slots=True)
class Door:
    """One word of the navigation."""

    label: str
    address: str
    is_here: bool


class Shell:
    """Read lazily, so that pages which show no header ask the database nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def edition(self) -> Edition | None:
        """Return the edition named in the address, else the one that visitors are led to."""
        match = self._request.resolver_match
        slug = match.kwargs.get("edition") if match else None
        try:
            return edition_by_slug(slug) if slug else edition_led_to(self._request)
        except NotFound:
            return edition_led_to(self._request)

    @property
    def is_public(self) -> bool:
        """Say whether the page may be kept by the edge, and so must not show anybody's messages."""
        match = self._request.resolver_match
        found = permission_of(match.route, match.func) if match else None
        return found is None or found.public

    def doors(self, edition: Edition) -> list[Door]:
        """Return the navigation; the door with the longest matching address is the one that the page lies behind."""
        path = self._request.path
        addresses = [reverse(name, args=[edition.slug]) for name, _ in DOORS]
        home = addresses[0]
        behind = [to for to in addresses if path.startswith(to) and (to != home or path == home)]
        here = max(behind, key=len, default="")
        return [Door(str(label), to, to == here) for to, (_, label) in zip(addresses, DOORS, strict=True)]


def shell(request: HttpRequest) -> Mapping[str, Shell]:
    """Context processor."""
    return {"shell": Shell(request)}
