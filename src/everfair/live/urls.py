"""An edition's streams: /<edition>/live/..."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views.lists import list_streams
from everfair.live.views.watch import watch

app_name = "live"

urlpatterns: list[URLPattern] = [
    path("", list_streams, name="stream-list"),
    path("<str:slug>", watch, name="watch"),
]
