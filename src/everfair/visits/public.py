"""What other apps may use of visits."""

from __future__ import annotations

from everfair.visits.queries.routes import RouteCard, routes_of

__all__ = ["RouteCard", "routes_of"]
