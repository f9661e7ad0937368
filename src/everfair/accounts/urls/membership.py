"""Who acts for an organisation: members, invitations, hand-over."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
