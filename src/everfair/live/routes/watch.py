"""Addresses under /streams/<stream>/: watch."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views.watch import embed
from everfair.live.views.watch_pass import calendar, show_pass

urlpatterns: list[URLPattern] = [
    path("<slug:stream>/pass", show_pass, name="pass"),
    path("<slug:stream>/embed", embed, name="embed"),
    path("<slug:stream>/calendar.ics", calendar, name="calendar"),
]
