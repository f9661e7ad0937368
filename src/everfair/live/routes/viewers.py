"""Addresses under /streams/<stream>/: who watches."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views.viewing import viewers, watching

urlpatterns: list[URLPattern] = [
    path("<slug:stream>/watching", watching, name="watching"),
    path("<slug:stream>/viewers", viewers, name="viewers"),
]
