"""Addresses under /streams/: the control room."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import control_picture, control_room

urlpatterns: list[URLPattern] = [
    path("control/<slug:edition>/", control_room.control_room, name="control-room"),
    path("<slug:stream>/picture.jpg", control_picture.picture, name="picture"),
]
