"""Addresses under /streams/: other platforms that a stream is sent on to."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import desk_simulcasts

urlpatterns: list[URLPattern] = [
    path("<slug:stream>/desk/simulcasts", desk_simulcasts.rows, name="simulcasts"),
    path("<slug:stream>/desk/simulcasts/add", desk_simulcasts.add, name="simulcast-add"),
    path("<slug:stream>/desk/simulcasts/switch", desk_simulcasts.switch, name="simulcast-switch"),
    path("<slug:stream>/desk/simulcasts/remove", desk_simulcasts.remove, name="simulcast-remove"),
]
