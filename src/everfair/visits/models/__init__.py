"""Ways through the fair."""

from everfair.visits.models.route import Route

__all__ = ["Route"]
