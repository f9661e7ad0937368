"""Rows of the kernel."""

from everfair.kernel.models.event import Event
from everfair.kernel.models.handled import HandledEvent

__all__ = ["Event", "HandledEvent"]
