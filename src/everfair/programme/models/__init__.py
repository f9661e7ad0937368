"""Events of an edition and their sessions."""

from everfair.programme.models.event import Event
from everfair.programme.models.session import Session

__all__ = ["Event", "Session"]
