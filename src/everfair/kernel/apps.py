from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class KernelConfig(AppConfig):
    name = "everfair.kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every app declare its events and notices, subscribe to those of others, and hang its tabs and parts."""
        for app in apps.get_app_configs():
            for leaf in ("events", "notices", "handlers", "tabs", "workspace", "personal_data", "retention"):
                if app.name.startswith("everfair.") and app.name != self.name and find_spec(f"{app.name}.{leaf}"):
                    import_module(f"{app.name}.{leaf}")
