"""Negotiations, what was said in them, and what was intended."""

from everfair.negotiation.models.intent import Intent
from everfair.negotiation.models.message import Message
from everfair.negotiation.models.negotiation import Negotiation

__all__ = ["Intent", "Message", "Negotiation"]
