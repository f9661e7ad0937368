"""Rows of the kernel."""

from everfair.kernel.models.event import Event
from everfair.kernel.models.handled import HandledEvent
from everfair.kernel.models.upload import Upload

__all__ = ["Event", "HandledEvent", "Upload"]
