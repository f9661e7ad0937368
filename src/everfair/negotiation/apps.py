from __future__ import annotations

from django.apps import AppConfig


class NegotiationConfig(AppConfig):
    name = "everfair.negotiation"
