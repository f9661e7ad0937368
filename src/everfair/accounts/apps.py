from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "everfair.accounts"

    def ready(self) -> None:
        """Hear what allauth does to factors, addresses and passwords, and who comes in at last."""
        import_module("everfair.accounts.signals")
        import_module("everfair.accounts.outside.pending")
