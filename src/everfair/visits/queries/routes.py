"""The experience routes of an edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from everfair.kernel.text import Text
from everfair.visits.models import Route

if TYPE_CHECKING:
    from everfair.fairs.models import Edition


@dataclass(frozen=True, slots=True)
class RouteCard:
    """A route and its stops in walking order."""

    public_id: str
    title: Text
    summary: Text
    stops: tuple[Text, ...]


def routes_of(edition: Edition) -> list[RouteCard]:
    """Return the routes in the operators' order; one query."""
    return [
        RouteCard(route.public_id, route.title, route.summary, tuple(Text(stop) for stop in route.stops))
        for route in Route.objects.filter(edition=edition).order_by("position", "pk")
    ]
