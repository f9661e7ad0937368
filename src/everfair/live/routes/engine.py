"""Addresses under /streams/: what a media server before the fair asks."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views.engine_hooks import engine_hook

urlpatterns: list[URLPattern] = [
    path("engine/<str:secret>", engine_hook, name="engine-hook"),
]
