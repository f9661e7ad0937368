from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "everfair.live"

    def ready(self) -> None:
        """Show the streams of its sessions on the programme."""
        import_module("everfair.live.with_sessions")
