"""Pages that belong together though several apps make them: each app hangs its tab into a place.

Places: `account` (my account; no subject), `organisation` (an organisation's workspace; the subject is the
`Member` who looks), `desk` (the operators' desk; no subject). Tabs are hung in `<app>/tabs.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

_places: dict[str, dict[str, Tab]] = {}


@dataclass(frozen=True, slots=True)
class Tab:
    """`address` gets the request and the page's subject, and returns None for whom the tab is not."""

    key: str
    label: str | _StrPromise
    position: int
    address: Callable[[HttpRequest, Any], str | None]


@dataclass(frozen=True, slots=True)
class ShownTab:
    key: str
    label: str
    address: str


def hang_tab(place: str, tab: Tab) -> None:
    _places.setdefault(place, {})[tab.key] = tab


def tabs_at(place: str, request: HttpRequest, subject: Any = None) -> list[ShownTab]:
    """Return the tabs that this reader gets, in order."""
    tabs = sorted(_places.get(place, {}).values(), key=lambda tab: (tab.position, tab.key))
    found = [(tab, tab.address(request, subject)) for tab in tabs]
    return [ShownTab(tab.key, str(tab.label), address) for tab, address in found if address is not None]
