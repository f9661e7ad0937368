"""Addresses under /streams/<stream>/: ingest."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import ingest_push, ingest_studio

urlpatterns: list[URLPattern] = [
    path("<slug:stream>/studio/<slug:sitting>/<int:number>", ingest_studio.keep_part, name="studio-part"),
    path("<slug:stream>/studio/<slug:sitting>/end", ingest_studio.end, name="studio-end"),
    path("<slug:stream>/push/<str:file>", ingest_push.push, name="push"),
]
