from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "everfair.notifications"

    def ready(self) -> None:
        """Listen to what the mail service reports."""
        import_module("everfair.notifications.mail_reports")
