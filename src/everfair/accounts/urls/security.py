"""How one signs in: passkeys, codes, phone, sessions."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
