"""Addresses under /streams/<stream>/: captions."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import captions, captions_audience

urlpatterns: list[URLPattern] = [
    path("<slug:stream>/captions", captions.captions, name="captions"),
    path("<slug:stream>/captions/write", captions.write, name="caption-write"),
    path("<slug:stream>/captions/upload", captions.upload, name="captions-upload"),
    path("<slug:stream>/captions/order", captions.order, name="captions-order"),
    path("<slug:stream>/captions/cues/<slug:cue>", captions.change, name="caption-change"),
    path("<slug:stream>/captions/said", captions_audience.said, name="captions-said"),
    path("<slug:stream>/captions/search", captions_audience.search, name="captions-search"),
    path("<slug:stream>/captions/<slug:language>.vtt", captions_audience.webvtt, name="captions-vtt"),
]
