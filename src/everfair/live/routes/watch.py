"""Addresses under /streams/<stream>/: watch."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import frames
from everfair.live.views.watch import embed
from everfair.live.views.watch_pass import calendar, show_pass

urlpatterns: list[URLPattern] = [
    path("<slug:stream>/pass", show_pass, name="pass"),
    path("<slug:stream>/embed", embed, name="embed"),
    path("<slug:stream>/embed/<str:key>", frames.page, name="framed"),
    path("<slug:stream>/embed/<str:key>/pass", frames.show_pass, name="framed-pass"),
    path("<slug:stream>/embed/<str:key>/captions/said", frames.said, name="framed-said"),
    path("<slug:stream>/embed/<str:key>/captions/<slug:language>.vtt", frames.webvtt, name="framed-vtt"),
    path("<slug:stream>/calendar.ics", calendar, name="calendar"),
]
