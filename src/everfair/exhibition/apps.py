from __future__ import annotations

from django.apps import AppConfig


class ExhibitionConfig(AppConfig):
    name = "everfair.exhibition"
