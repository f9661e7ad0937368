"""Webhooks, and what was sent to them."""

from everfair.integrations.models.delivery import Delivery
from everfair.integrations.models.webhook import Webhook

__all__ = ["Delivery", "Webhook"]
